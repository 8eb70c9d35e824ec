package org.twomes.station.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.FileVersion;
import org.twomes.station.common.ServiceCredentials;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.config.StationConfig;

/**
 * The files that a configuration names. A running station opens some of them once they are there; its start waits for the others,
 * as without them it has no ledger, no labels or no dashboard.
 */
public final class NamedFiles {
    private NamedFiles() {}

    /** Files that a running station opens once they are there, by what each is. */
    public static Map<String, Path> optional(StationConfig config) {
        Map<String, Path> files = new LinkedHashMap<>();
        String bundle = config.bundle().name();
        if (!bundle.isEmpty()) {
            files.put("firmware bundle", Bundles.catalogue(config).file(bundle));
        }
        layout(config).ifPresent(file -> files.put("flash layout", file));
        if (config.backOffice().api() != BackOfficeSection.Api.NONE) {
            config.backOffice().tokenFile().ifPresent(file -> files.put("admin token", file));
            config.backOffice().ca().ifPresent(file -> files.put("certificates of the back office", file));
        }
        config.backOffice().database().ifPresent(database -> files.put("database password", database.passwordFile()));
        return files;
    }

    /** Files and folders without which a station does not start, by what each is. */
    public static Map<String, Path> needed(StationConfig config) {
        Map<String, Path> files = new LinkedHashMap<>();
        config.sticker().templates().ifPresent(folder -> files.put("folder of label templates", folder));
        config.sticker().passwordFile().ifPresent(file -> files.put("password of labels", file));
        config.ledger().passwordFile().ifPresent(file -> files.put("ledger password", file));
        config.ledger().tokenKeyFile().ifPresent(file -> files.put("token key", file));
        config.dashboard().tls().ifPresent(tls -> {
            files.put("TLS certificate", tls.certificate());
            files.put(SecretFiles.TLS_KEY, tls.key());
        });
        config.dashboard().users().ifPresent(file -> files.put("users file", file));
        return files;
    }

    /** The file of the configured flash layout; empty for one that the program contains. */
    public static Optional<Path> layout(StationConfig config) {
        return config.bundle()
                .layouts()
                .map(folder -> folder.resolve(config.bundle().layout() + ".yaml"));
    }

    /** Those of {@code files} that do not exist, each as what it is, a space and its path. */
    public static List<String> missing(Map<String, Path> files) {
        List<String> missing = new ArrayList<>();
        files.forEach((what, path) -> {
            if (Files.notExists(path) && !hidden(path)) {
                missing.add(what + " " + path);
            }
        });
        return missing;
    }

    /** A credential of the service cannot be seen while the service does not run. */
    private static boolean hidden(Path path) {
        return ServiceCredentials.isOfTheUnit(path)
                && !Files.isDirectory(ServiceCredentials.ofThisProcess().folder());
    }

    /** A text that changes whenever one of the files changes that are reloaded with the configuration. */
    static String versions(StationConfig config) {
        List<String> versions = new ArrayList<>();
        optional(config).values().forEach(file -> versions.add(FileVersion.of(file)));
        config.sticker().templates().ifPresent(folder -> versions.add(FileVersion.of(folder)));
        return String.join(", ", versions);
    }
}
