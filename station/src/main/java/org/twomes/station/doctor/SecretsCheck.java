package org.twomes.station.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.backoffice.SecretFile;
import org.twomes.station.backoffice.SecretFileException;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.ServiceCredentials;
import org.twomes.station.config.StationConfig;

/** The files with secrets that the configuration names: there, readable by us, and by nobody else. */
record SecretsCheck(StationConfig config) implements Check {
    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        Optional<Path> credentials =
                Optional.of(ServiceCredentials.ofThisProcess().folder()).filter(Files::isDirectory);
        files().forEach((what, file) -> {
            if (credentials.isEmpty() && ServiceCredentials.isOfTheUnit(file)) {
                findings.add(Finding.warning(
                        name(),
                        "The " + what
                                + " is a credential of the service, which does not run: it cannot be seen from here.",
                        "Look again while the service runs; " + intoTheStore(file)));
                return;
            }
            try {
                new SecretFile(what, file, credentials).read();
                findings.add(Finding.fine(name(), "The " + what + " is in " + file + ", for its owner only."));
            } catch (SecretFileException e) {
                findings.add(Finding.fault(
                        name(),
                        e.getMessage() + ".",
                        ServiceCredentials.isOfTheUnit(file)
                                ? intoTheStore(file)
                                : "install -m 600 -o USER FILE " + file + ", with the user that the station runs as."));
            }
        });
        if (findings.isEmpty()) {
            findings.add(Finding.fine(name(), "The configuration names no file with a secret."));
        }
        return findings;
    }

    private static String intoTheStore(Path file) {
        return "install -D -m 600 FILE /etc/credstore/twomes-station." + file.getFileName()
                + ", then restart the service.";
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        if (config.backOffice().api() != BackOfficeSection.Api.NONE) {
            config.backOffice().tokenFile().ifPresent(file -> files.put("admin token", file));
        }
        config.backOffice().database().ifPresent(database -> files.put("database password", database.passwordFile()));
        config.ledger().passwordFile().ifPresent(file -> files.put("ledger password", file));
        config.ledger().tokenKeyFile().ifPresent(file -> files.put("token key", file));
        return files;
    }
}
