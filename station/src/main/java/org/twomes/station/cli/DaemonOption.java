package org.twomes.station.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.ServerAddressFile;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command finds the running daemon, and as whom it comes. */
final class DaemonOption {
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The daemon's door (default: that of the configuration).")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "User, at a station that has users.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with that user's password; without it the password is asked for.")
    private Optional<Path> passwordFile = Optional.empty();

    /** The daemon; logged in when a user is given. */
    DaemonClient connect() throws ConfigException {
        return connect(Optional.empty());
    }

    /**
     * As {@link #connect()}.
     *
     * @param patience in how much time all questions together must be answered; empty where an action may take its time
     */
    DaemonClient connect(Optional<Duration> patience) throws ConfigException {
        StationConfig settings = config.load();
        DaemonClient daemon = daemon(settings, url.orElseGet(() -> ServerAddressFile.find(settings)), patience);
        user.ifPresent(name -> daemon.logIn(name, password()));
        return daemon;
    }

    /** The daemon of {@code settings} for somebody without a name, to whom it must say at once whether it is there. */
    static DaemonClient anonymous(StationConfig settings) {
        return daemon(settings, ServerAddressFile.find(settings), Optional.of(AT_ONCE));
    }

    private static DaemonClient daemon(StationConfig settings, URI door, Optional<Duration> patience) {
        return new DaemonClient(
                door, settings.dashboard().tls().map(tls -> PinnedCertificate.context(tls.certificate())), patience);
    }

    /** The configuration, with {@code overrides} over it. */
    StationConfig load(Map<String, String> overrides) throws ConfigException {
        return config.load(overrides);
    }

    /** The ledger of the configured station. */
    Ledger ledger() throws ConfigException {
        return config.ledger();
    }

    private String password() {
        if (passwordFile.isPresent()) {
            try {
                return Files.readString(passwordFile.get()).strip();
            } catch (IOException e) {
                throw new CommandFailure("--password-file " + passwordFile.get() + " cannot be read", e);
            }
        }
        if (System.console() == null) {
            throw new CommandFailure("There is no terminal to ask for the password: give --password-file FILE");
        }
        char[] typed = System.console().readPassword("Password of %s: ", user.orElse(""));
        return typed == null ? "" : new String(typed);
    }
}
