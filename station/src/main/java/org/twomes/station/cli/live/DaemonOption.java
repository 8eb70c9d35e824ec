package org.twomes.station.cli.live;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.ServerAddressFile;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name the running daemon and the user with whom a command logs in there. */
public final class DaemonOption {
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the daemon's web server (default: as configured).")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "User, at a station that has users.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with that user's password; without it the password is asked for.")
    private Optional<Path> passwordFile = Optional.empty();

    /** A client of the daemon, logged in when a user is given; each request may take two minutes. */
    public DaemonClient connect() throws ConfigException {
        return connect(Optional.empty());
    }

    /**
     * As {@link #connect()}.
     *
     * @param timeout for all requests together; empty: two minutes for each
     */
    public DaemonClient connect(Optional<Duration> timeout) throws ConfigException {
        StationConfig settings = config.load();
        DaemonClient daemon = daemon(settings, url.orElseGet(() -> ServerAddressFile.find(settings)), timeout);
        user.ifPresent(name -> daemon.logIn(name, password()));
        return daemon;
    }

    /** A client of the daemon of {@code settings} that does not log in; all its requests together may take 3 s. */
    public static DaemonClient anonymous(StationConfig settings) {
        return daemon(settings, ServerAddressFile.find(settings), Optional.of(AT_ONCE));
    }

    private static DaemonClient daemon(StationConfig settings, URI server, Optional<Duration> timeout) {
        return new DaemonClient(
                server, settings.dashboard().tls().map(tls -> PinnedCertificate.context(tls.certificate())), timeout);
    }

    /** The configuration, with {@code overrides} over it. */
    public StationConfig load(Map<String, String> overrides) throws ConfigException {
        return config.load(overrides);
    }

    /** Opens the ledger of the configured station; the caller closes it. */
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
