package org.twomes.station.cli;

import java.util.Optional;
import org.twomes.station.config.SerialServerAddress;
import org.twomes.station.config.StationConfig;

/**
 * The network ports of a running daemon. It stays connected to each, so a command that opened one beside it would be refused
 * by the serial server, or would throw the daemon out in the middle of a board.
 */
final class DaemonPorts {
    private DaemonPorts() {}

    /** The address under which the configuration gives {@code port} to its station; empty when it does not. */
    static Optional<String> configured(StationConfig settings, String port) {
        Optional<SerialServerAddress> asked = SerialServerAddress.parse(port);
        return settings.ports().rfc2217().stream()
                .filter(address -> asked.isPresent()
                        && SerialServerAddress.parse(address)
                                .filter(known -> known.host()
                                                .equalsIgnoreCase(asked.get().host())
                                        && known.port() == asked.get().port())
                                .isPresent())
                .findFirst();
    }

    /** Refuses to open a port that the running daemon has. */
    static void refuse(StationConfig settings, String port) {
        Optional<String> address = configured(settings, port);
        if (address.isPresent() && DaemonOption.anonymous(settings).answers()) {
            throw new CommandFailure("Nothing was done: " + port + " is a port of the station '"
                    + settings.station().name() + "', which runs. Choose the bundle there (`station bundle use`) and"
                    + " run its slot again (the dashboard's Run again), or stop the station first.");
        }
    }
}
