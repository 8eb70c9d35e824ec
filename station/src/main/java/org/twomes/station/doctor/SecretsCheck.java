package org.twomes.station.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twomes.station.backoffice.SecretFile;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.common.ServiceCredentials;
import org.twomes.station.config.SecretFiles;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultException;

/** The files with secrets that the configuration names exist and are readable by this user and nobody else. */
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
        SecretFiles.of(config).forEach((what, file) -> {
            if (credentials.isEmpty() && ServiceCredentials.isOfTheUnit(file)) {
                findings.add(Finding.warning(
                        name(),
                        "The " + what
                                + " is a credential of the service, which does not run: it cannot be seen from here.",
                        "Run this again while the service runs; " + intoTheStore(file)));
                return;
            }
            Optional<String> open = openness(file, credentials);
            if (open.isPresent()) {
                findings.add(Finding.fault(
                        name(),
                        "The " + what + " " + file + " " + open.get() + ".",
                        "chmod 600 " + file + "; if somebody may have read it, replace the secret."));
                return;
            }
            try {
                SecretFile secret = new SecretFile(what, file, credentials);
                if (what.equals(SecretFiles.TLS_KEY)) {
                    secret.checkGuarded();
                } else {
                    secret.read();
                }
                findings.add(Finding.fine(name(), "The " + what + " is in " + file + ", for its owner only."));
            } catch (FaultException e) {
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

    private static Optional<String> openness(Path file, Optional<Path> credentials) {
        try {
            return PrivateFile.openness(file, credentials);
        } catch (IOException e) {
            throw new UncheckedIOException("the mode of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String intoTheStore(Path file) {
        return "install -D -m 600 FILE /etc/credstore/twomes-station." + file.getFileName()
                + ", then restart the service.";
    }
}
