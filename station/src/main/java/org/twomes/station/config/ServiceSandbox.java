package org.twomes.station.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which folders the installed systemd unit lets the service write into, and how another one is opened to it. */
public final class ServiceSandbox {
    /** The unit. */
    public static final String UNIT = "twomes-station.service";

    /** StateDirectory of the unit: writable in spite of ProtectSystem=strict. */
    private static final Path STATE = Path.of("/var/lib/twomes-station");

    /** What ProtectHome=yes hides (systemd.exec(5)); a drop-in that opens a folder in there does not help. */
    private static final List<Path> HIDDEN = List.of(Path.of("/home"), Path.of("/root"), Path.of("/run/user"));

    private ServiceSandbox() {}

    /** Whether the unit as it is packaged lets the service write into {@code data}. */
    public static boolean opens(Path data) {
        return plain(data).startsWith(STATE);
    }

    /** Whether the service cannot even see {@code data}. */
    public static boolean hides(Path data) {
        return HIDDEN.stream().anyMatch(plain(data)::startsWith);
    }

    /** Commands, as root, that let the service write into {@code data}; empty where it may anyhow. */
    public static Optional<String> remedy(Path data) {
        Path folder = plain(data);
        if (opens(folder)) {
            return Optional.empty();
        }
        if (hides(folder)) {
            return Optional.of("the service sees nothing of /home, /root and /run/user: set station.data to a folder"
                    + " elsewhere, e.g. /srv/twomes-station");
        }
        String dropIns = "/etc/systemd/system/" + UNIT + ".d";
        return Optional.of("install -d -o twomes-station -g twomes-station -m 750 \"" + folder + "\"; mkdir -p "
                + dropIns
                + "; printf '[Unit]\\nRequiresMountsFor=\"" + folder + "\"\\n[Service]\\nReadWritePaths=\"" + folder
                + "\"\\n' > " + dropIns + "/data.conf; systemctl daemon-reload; systemctl restart " + UNIT);
    }

    private static Path plain(Path data) {
        return data.toAbsolutePath().normalize();
    }
}
