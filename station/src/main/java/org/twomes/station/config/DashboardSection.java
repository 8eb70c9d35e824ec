package org.twomes.station.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The HTTP door.
 *
 * @param bind address to listen on; anything but loopback needs {@code tls} and users
 * @param port TCP port; 0 takes a free one
 * @param tls certificate and key; empty for plain HTTP on loopback
 * @param users file with users and password hashes; empty for none
 */
public record DashboardSection(String bind, int port, Optional<Tls> tls, Optional<Path> users) {

    /**
     * TLS material.
     *
     * @param certificate PEM file, chain
     * @param key PEM file, PKCS#8
     */
    public record Tls(Path certificate, Path key) {}
}
