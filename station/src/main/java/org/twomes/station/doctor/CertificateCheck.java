package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.twomes.station.common.CertificateEnd;
import org.twomes.station.config.DashboardSection;

/** The dashboard's certificate can be read and is valid for some weeks more. */
record CertificateCheck(DashboardSection settings, Clock clock) implements Check {
    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public List<Finding> look() {
        if (settings.tls().isEmpty()) {
            return List.of(Finding.fine(name(), "None is configured: the dashboard serves this machine only."));
        }
        Path file = settings.tls().get().certificate();
        try {
            CertificateEnd end = CertificateEnd.of(file);
            Optional<String> trouble = end.trouble(clock.instant());
            return List.of(
                    trouble.isPresent()
                            ? Finding.warning(name(), sentence(trouble.get()), sentence(CertificateEnd.REMEDY))
                            : Finding.fine(name(), file + " is valid until " + end.at() + "."));
        } catch (IOException | CertificateException e) {
            return List.of(Finding.fault(
                    name(),
                    file + " cannot be read as a certificate: " + e,
                    "Set dashboard.tls.certificate to a PEM file that the station's user can read."));
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
