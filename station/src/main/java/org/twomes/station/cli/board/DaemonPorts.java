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
 * The ports of a running daemon, which commands must not open: a board may be under way there, and as the daemon stays connected
 * to its network ports, the serial server would refuse a second client or disconnect the daemon.
 */
final class DaemonPorts {
    private DaemonPorts() {}

    /**
     * The slot path of {@code port}: the address of a serial server as configured, or a USB path. Empty when the configuration does
     * not include the port.
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

    /** For any name of the device, a link in {@code /dev/serial/by-path} too. */
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
            // The command opens the port next, and reports what is wrong with it.
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
