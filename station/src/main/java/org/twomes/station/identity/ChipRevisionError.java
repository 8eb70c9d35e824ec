package org.twomes.station.identity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the lines with which a second-stage bootloader refuses a firmware because of the chip's revision. The wordings are those of ESP-IDF's
 * {@code bootloader_common_check_chip_validity} from 4.0 to 6.0 and, for the eFuse block's revision, of
 * {@code bootloader_common_check_efuse_blk_validity}. Only numbers of the line are passed on.
 */
final class ChipRevisionError {
    /**
     * A flash offset without an image reads as bytes of 0xFF; bootloaders before 5.0 report its "revision" as well, which says nothing about
     * the chip.
     */
    private static final List<String> OF_ERASED_FLASH = List.of("255", "v655.35");

    private static final String REVISION = "v?[0-9]{1,3}(?:\\.[0-9]{1,2})?";

    /** Each with the revision that is needed, and the chip's, in either order; in lower case. */
    private static final List<Pattern> WORDINGS = List.of(
            // 4.3 and 4.4
            Pattern.compile("chip is revision (?<chip>" + REVISION
                    + ") but the application is configured for (?<end>minimum|maximum) revision (?<needed>" + REVISION
                    + ")"),
            // 5.0 to 5.5
            Pattern.compile("image requires (?:chip|efuse blk) rev (?<end>>=|<=) (?<needed>" + REVISION
                    + "), but chip is (?<chip>" + REVISION + ")"),
            // 6.0
            Pattern.compile("chip revision check failed\\. required (?<end>>=|<=) (?<needed>" + REVISION
                    + "), found (?<chip>" + REVISION + ")"),
            // 4.0 to 4.2, which print the chip's revision as the expected one and the image's as the found one
            Pattern.compile("can't (?<end>run) on lower chip revision, expected (?<chip>" + REVISION
                    + "), found (?<needed>" + REVISION + ")"));

    /** Wordings without a revision number or with another form of it: forks of the bootloader, and cut-off lines. */
    private static final Pattern BARE = Pattern.compile("configured for minimum revision(?! *[0-9])"
            + "|image requires (?:chip|efuse blk) rev(?! *[<>]= *v)"
            + "|requires chip revision in range|can't (?:be )?run on (?:chip )?revision");

    private ChipRevisionError() {}

    /** The chip revision error in {@code line} (lower case), as part of a sentence; empty where there is none. */
    static Optional<String> find(String line) {
        for (Pattern wording : WORDINGS) {
            Matcher match = wording.matcher(line);
            if (match.find()) {
                return OF_ERASED_FLASH.contains(match.group("needed")) ? Optional.empty() : Optional.of(message(match));
            }
        }
        return BARE.matcher(line).find()
                ? Optional.of("the bootloader says that the firmware does not run on this chip's revision")
                : Optional.empty();
    }

    private static String message(Matcher match) {
        boolean atMost = match.group("end").equals("<=") || match.group("end").equals("maximum");
        return "the chip is revision %s, the firmware needs %s or %s"
                .formatted(match.group("chip"), match.group("needed"), atMost ? "earlier" : "later");
    }
}
