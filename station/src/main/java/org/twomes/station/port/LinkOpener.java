package org.twomes.station.port;

/** Opens lines by address. */
@FunctionalInterface
public interface LinkOpener {
    /**
     * Opens {@code address} at {@code baud}, both modem lines released so that the board is not reset by it.
     *
     * @throws LinkException NOT_FOUND, ACCESS_DENIED, BUSY or OPEN_FAILED
     */
    SerialLink open(String address, int baud) throws LinkException;
}
