package org.twomes.station.firmware;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.config.BackOfficeSection.Environment;

/**
 * What a release asset's file name says: {@code <repository>_<BOARD>[_<SERVER>]_<tag>.zip}, as the Twomes release workflow writes it. Board,
 * server and tag are nowhere else in the bundle.
 *
 * @param board build environment, e.g. {@code ESP32DEV} or {@code M5STACK_COREINK}
 * @param server back office compiled into the firmware; empty where the name does not say
 * @param tag release, e.g. {@code v3.0.0}
 */
public record BundleName(Optional<String> board, Optional<Environment> server, Optional<String> tag) {

    private static final String TEST_SERVER = "TEST_SERVER";
    private static final String PRODUCTION_SERVER = "PRODUCTION_SERVER";
    private static final Pattern RELEASE_FORM =
            Pattern.compile("[A-Za-z0-9.-]+_(?<board>[A-Z0-9]+(?:_[A-Z0-9]+)*?)(?:_(?:" + TEST_SERVER + "|"
                    + PRODUCTION_SERVER + "))?" + "_(?<tag>v[0-9][A-Za-z0-9.+-]*?)(?:\\.zip)?");

    /** Reads {@code fileName}; what does not have the release form gives neither board nor tag. */
    public static BundleName parse(String fileName) {
        Matcher form = RELEASE_FORM.matcher(fileName);
        boolean matches = form.matches();
        return new BundleName(
                matches ? Optional.of(form.group("board")) : Optional.empty(),
                server(fileName),
                matches ? Optional.of(form.group("tag")) : Optional.empty());
    }

    /** Looked for anywhere in the name, so that a renamed copy such as {@code ..._TEST_SERVER_v1 (2).zip} is still known for what it is. */
    private static Optional<Environment> server(String fileName) {
        String upper = fileName.toUpperCase(Locale.ROOT);
        if (upper.contains(TEST_SERVER)) {
            return Optional.of(Environment.TEST);
        }
        return upper.contains(PRODUCTION_SERVER) ? Optional.of(Environment.PRODUCTION) : Optional.empty();
    }
}
