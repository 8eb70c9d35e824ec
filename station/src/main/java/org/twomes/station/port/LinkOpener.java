package org.twomes.station.port;

import org.twomes.station.fault.FaultException;

/** Opens lines by address. */
@FunctionalInterface
public interface LinkOpener {
    /**
     * Opens {@code address} at {@code baud}, both modem lines released so that the board is not reset by it.
     *
     * @throws FaultException PORT_NOT_FOUND, PORT_ACCESS_DENIED, PORT_BUSY or PORT_OPEN_FAILED
     */
    SerialLink open(String address, int baud);
}
