package org.twomes.station.port;

import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.rfc2217.Rfc2217Address;
import org.twomes.station.port.serial.DriverLink;
import org.twomes.station.port.serial.JSerialPort;

/**
 * Opens nodes of this machine and RFC 2217 servers, by the form of the address. Several threads may use it. One serves a whole
 * process and its {@link PortWatch}: the network connections that the watch keeps open are used by the links.
 */
public final class Links implements LinkOpener {
    private final NetworkLines lines = new NetworkLines();

    /** Opens anything; no network connection is kept until a {@link PortWatch} asks for it. */
    public Links() {}

    @Override
    public SerialLink open(String address, int baud) {
        if (Rfc2217Address.matches(address)) {
            return lines.open(address, baud);
        }
        return DriverLink.open(new JSerialPort(address), address, baud, LinkLimits.USUAL);
    }

    /** The network connections, for a watch that keeps them. */
    NetworkLines lines() {
        return lines;
    }
}
