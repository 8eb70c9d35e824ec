package org.twomes.station.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/**
 * When the dashboard's certificate ends, after which browsers refuse it.
 *
 * @param file where it was read from
 * @param at its last moment, or that of the first to end of those above it in the same file
 */
public record CertificateEnd(Path file, Instant at) {
    /** So long before its end it is told of: time enough to have it signed. */
    public static final Duration SOON = Duration.ofDays(30);

    /** What to do about a certificate that ends. */
    public static final String REMEDY =
            "put a renewed certificate with its key into the files of dashboard.tls, then restart the station:"
                    + " systemctl restart twomes-station";

    /**
     * Reads a file of PEM certificates.
     *
     * @throws CertificateException when it holds none
     */
    public static CertificateEnd of(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file, CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    /**
     * The end of certificates that were read from {@code file}.
     *
     * @throws CertificateException when there are none
     */
    public static CertificateEnd of(Path file, Collection<? extends Certificate> chain) throws CertificateException {
        return new CertificateEnd(
                file,
                chain.stream()
                        .map(each -> ((X509Certificate) each).getNotAfter().toInstant())
                        .min(Instant::compareTo)
                        .orElseThrow(() -> new CertificateException("there is no certificate in it")));
    }

    /** That it has ended or ends soon, as a text for people; empty while there is time. */
    public Optional<String> trouble(Instant now) {
        if (now.isBefore(at.minus(SOON))) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return Optional.of(
                now.isAfter(at)
                        ? "the certificate " + file + " ended on " + day + ": browsers refuse it"
                        : "the certificate " + file + " ends on " + day + ", after which browsers refuse it");
    }
}
