package org.twomes.station.backoffice;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.twomes.station.common.Secret;
import org.twomes.station.config.CertificateAuthorities;

/** Clients and registrations for tests. */
final class Clients {
    static final String ADMIN = "Mg.u6Rcx2fHl-notARealToken_0123456789abcdefghi";
    static final Registration BOARD =
            new Registration("TWOMES-D3AD48", "DSMR-P1-gateway-TinTsTrCO2", Secret.of("3375550652"));
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private static final Map<Duration, TrustedClient> CLIENTS = new ConcurrentHashMap<>();

    private Clients() {}

    static Path secret(Path folder, String text, String mode) throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    static TwomesV1Client client(URI base, Path folder, Duration limit) throws IOException {
        SecretFile token = new SecretFile("admin token", secret(folder, ADMIN + "\n", "rw-------"), Optional.empty());
        return new TwomesV1Client(base, Optional.of(token), http(limit), limit, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** An HTTP client that trusts this machine's authorities and goes by no proxy; one for all tests, as reading them takes time. */
    static TrustedClient http(Duration limit) {
        return CLIENTS.computeIfAbsent(
                limit, each -> new TrustedClient(each, CertificateAuthorities.ofThisMachine(), Optional.empty()));
    }
}
