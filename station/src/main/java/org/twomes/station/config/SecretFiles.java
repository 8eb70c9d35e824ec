package org.twomes.station.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.PrivateFile;

/** The files with secrets that a station works with. Users' passwords are not among them: their file holds hashes. */
public final class SecretFiles {
    /** The only one of more than one line. */
    public static final String TLS_KEY = "TLS key";

    private static final String TOKEN_KEY = "token key";

    private SecretFiles() {}

    /** What each is called, and where it is; they need not be there. */
    public static Map<String, Path> of(StationConfig config) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (config.backOffice().api() != BackOfficeSection.Api.NONE) {
            config.backOffice().tokenFile().ifPresent(file -> files.put("admin token", file));
        }
        config.backOffice().database().ifPresent(database -> files.put("database password", database.passwordFile()));
        config.ledger().passwordFile().ifPresent(file -> files.put("ledger password", file));
        config.ledger().tokenKeyFile().ifPresent(file -> files.put(TOKEN_KEY, file));
        Path own = ownTokenKey(config.station().data());
        if (config.ledger().tokenKeyFile().isEmpty() && Files.exists(own)) {
            files.put(TOKEN_KEY, own);
        }
        config.sticker().passwordFile().ifPresent(file -> files.put("password of labels", file));
        config.dashboard().tls().ifPresent(tls -> files.put(TLS_KEY, tls.key()));
        return files;
    }

    /** The token key that a station makes for itself. */
    public static Path ownTokenKey(Path dataFolder) {
        return dataFolder.resolve("token.key");
    }

    /**
     * A sentence for each that others than its owner can read or change: its name, its mode and the remedy.
     *
     * @throws IOException when a mode cannot be read
     */
    public static List<String> open(StationConfig config) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<String, Path> entry : of(config).entrySet()) {
            PrivateFile.openness(entry.getValue())
                    .ifPresent(text -> complaints.add("The " + entry.getKey() + " " + entry.getValue() + " " + text));
        }
        return complaints;
    }
}
