package org.twomes.station.cli.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.twomes.station.cli.live.DaemonOption;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.SerialServerAddress;
import org.twomes.station.config.StationConfig;
import org.twomes.station.port.PortList;

/**
 * The ports of a running daemon. A command that opened one beside it would meet it in the middle of a board; and as the daemon
 * stays connected to its network ports, it would be refused by the serial server or throw the daemon out.
 */
final class DaemonPorts {
    private DaemonPorts() {}

    /**
     * What the station calls the slot of {@code port}: a serial server's address as configured, or a USB place. Empty when the
     * configuration leaves the port to others.
     */
    static Optional<String> slot(StationConfig settings, String port) {
        return SerialServerAddress.parse(port)
                .map(asked -> settings.ports().rfc2217().stream()
                        .filter(address -> SerialServerAddress.parse(address)
                                .filter(known ->
                                        known.host().equalsIgnoreCase(asked.host()) && known.port() == asked.port())
                                .isPresent())
                        .findFirst())
                .orElseGet(() -> local(settings, port));
    }

    /** By whichever of its names the device is asked for, a link of {@code /dev/serial/by-path} too. */
    private static Optional<String> local(StationConfig settings, String port) {
        try {
            Path asked = Path.of(port).toRealPath();
            for (PortList.Entry entry : PortList.of(settings.ports().local())) {
                // The daemon may open what this user may not.
                boolean ours = entry.taken() || entry.denied();
                if (ours && asked.equals(Path.of(entry.port().address()).toRealPath())) {
                    return Optional.of(entry.port().slotPath());
                }
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            // The command opens the port next, and says what is wrong with it.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Refuses to open a port that the running daemon has. */
    static void refuse(StationConfig settings, String port) {
        if (slot(settings, port).isPresent() && DaemonOption.anonymous(settings).answers()) {
            throw new CommandFailure("Nothing was done: " + port + " is a port of the station '"
                    + settings.station().name() + "', which runs. Choose the bundle there (`station bundle use`) and"
                    + " run its slot again (the dashboard's Run again), or stop the station first.");
        }
    }
}
