package org.twomes.station.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.twomes.station.config.check.ServerAddress;

/**
 * The web server.
 *
 * @param bind address to listen on; anything but loopback needs {@code tls} and users
 * @param port TCP port; 0 takes a free one
 * @param tls certificate and key; empty for plain HTTP on loopback
 * @param users file with users and password hashes; empty for none
 * @param proxies addresses whose {@code X-Forwarded-For} says who the client is
 * @param shifts of the supervisor's page, in order of the day; may be empty
 */
public record DashboardSection(
        String bind, int port, Optional<Tls> tls, Optional<Path> users, List<String> proxies, List<Shift> shifts) {

    /** Whether the web server listens to this machine alone. A host name never counts: what a name server says can change. */
    public boolean onThisMachine() {
        return ServerAddress.loopback(bind);
    }

    /**
     * TLS material.
     *
     * @param certificate PEM file, chain
     * @param key PEM file, PKCS#8
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * A shift; it lasts until the next one begins, the last one until the first.
     *
     * @param name what people call it
     * @param from local time, HH:MM
     */
    public record Shift(String name, String from) {}
}
