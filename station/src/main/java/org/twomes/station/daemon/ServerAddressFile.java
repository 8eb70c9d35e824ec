package org.twomes.station.daemon;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.StationConfig;

/** The file in the data folder with the address of the running daemon's web server, whose port may be chosen at the start. */
public final class ServerAddressFile {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddressFile.class);
    private static final String NAME = "server-address";

    private ServerAddressFile() {}

    /** Writes the address of the web server on {@code port}. */
    static void write(StationConfig config, int port) {
        Path file = file(config);
        Path fresh = file.resolveSibling(NAME + ".new");
        try {
            Files.writeString(fresh, address(config, port) + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn(
                    "Could not write the address file; commands will use the address in the configuration: {}",
                    e.getMessage());
        }
    }

    static void remove(StationConfig config) {
        try {
            Files.deleteIfExists(file(config));
        } catch (IOException e) {
            LOG.warn("Could not delete the stale address file: {}", e.getMessage());
        }
    }

    /** The web server's address as the daemon with this data folder wrote it last; else as configured. */
    public static URI find(StationConfig config) {
        return written(config)
                .orElseGet(() -> URI.create(address(config, config.dashboard().port())));
    }

    private static Optional<URI> written(StationConfig config) {
        try {
            return Optional.of(URI.create(Files.readString(file(config)).strip()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String address(StationConfig config, int port) {
        String bind = config.dashboard().bind();
        boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::");
        String host = everywhere ? "127.0.0.1" : bind;
        String scheme = config.dashboard().tls().isPresent() ? "https" : "http";
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Path file(StationConfig config) {
        return config.station().data().resolve(NAME);
    }
}
