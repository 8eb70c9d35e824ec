package org.twomes.station.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.twomes.station.config.check.ServerAddress;

/**
 * The Twomes back office.
 *
 * @param api its generation, or none where the factory does not register
 * @param url base address, without {@code /device}
 * @param insecure whether http to another machine is allowed, on which everybody in between reads the admin token
 * @param environment which server's firmware may meet it
 * @param tokenFile file with the admin token, mode 0600; empty when {@code api} is none
 * @param ca PEM file with authorities that are trusted beside this machine's own
 * @param proxy HTTP proxy by which the server is called
 * @param parallel most calls at once
 * @param timeout limit of one call
 * @param existing what happens to a board whose name is taken already
 * @param retryInitialDelay wait before the first new try of a registration
 * @param retryMaxDelay longest wait between tries
 * @param database direct access for renaming existing devices; empty leaves that to the supervisor
 */
public record BackOfficeSection(
        Api api,
        URI url,
        boolean insecure,
        Environment environment,
        Optional<Path> tokenFile,
        Optional<Path> ca,
        Optional<URI> proxy,
        int parallel,
        Duration timeout,
        Existing existing,
        Duration retryInitialDelay,
        Duration retryMaxDelay,
        Optional<Database> database) {

    /** Whether the admin token and the activation tokens leave this machine in clear. */
    public boolean inClear() {
        return api == Api.V1 && ServerAddress.inClear(url);
    }

    /** Generation of the API. */
    public enum Api {
        /** Registers with an admin token. */
        V1,
        /** No factory registration (API v2 and v3): the unit ends with its label. */
        NONE
    }

    /** Which server it is; firmware built for the other one is refused. */
    public enum Environment {
        /** The test server: bundles named TEST_SERVER. */
        TEST,
        /** The production server: bundles named PRODUCTION_SERVER. */
        PRODUCTION
    }

    /** What happens to a board whose name is taken in the back office before it was erased. */
    public enum Existing {
        /** A supervisor decides; nothing is erased until then. */
        HOLD,
        /** The board is flashed; its registration may then be refused. */
        GO_ON
    }

    /**
     * MariaDB access for renaming.
     *
     * @param url JDBC address, {@code jdbc:mariadb://...}
     * @param user account
     * @param passwordFile file with the password, mode 0600
     */
    public record Database(String url, String user, Path passwordFile) {}
}
