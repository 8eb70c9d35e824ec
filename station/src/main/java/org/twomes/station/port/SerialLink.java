package org.twomes.station.port;

import java.time.Duration;

/**
 * A serial line over any transport. One thread reads and writes; {@link #close()} may come from any thread and frees a
 * read or write that is stuck.
 */
public interface SerialLink extends AutoCloseable {
    /** The address it was opened by, e.g. {@code /dev/ttyUSB0} or {@code rfc2217://host:port}. */
    String address();

    /**
     * Reads the available bytes, waiting at most {@code patience} for the first.
     *
     * @param buffer receives the bytes
     * @param offset first index to fill
     * @param length most bytes to read, 1 or more
     * @param patience longest wait for the first byte; zero returns at once
     * @return how many bytes were read; 0 when none came in time
     * @throws LinkException with {@link LinkFault#GONE} when the port went away, {@link LinkFault#CLOSED} after close
     */
    int read(byte[] buffer, int offset, int length, Duration patience) throws LinkException;

    /**
     * Writes all bytes, in order, or throws.
     *
     * @throws LinkException with {@link LinkFault#GONE}, {@link LinkFault#CLOSED}, or {@link LinkFault#STUCK} when the
     *     driver did not take the bytes in time
     */
    void write(byte[] bytes, int offset, int length) throws LinkException;

    /** Writes the whole array; see {@link #write(byte[], int, int)}. */
    default void write(byte[] bytes) throws LinkException {
        write(bytes, 0, bytes.length);
    }

    /** Sets the rate in baud (8 data bits, no parity, 1 stop bit) once all written bytes have left. */
    void setBaud(int baud) throws LinkException;

    /** The rate in baud last set. */
    int baud();

    /**
     * Sets both modem lines at once; true asserts (drives the pin low).
     *
     * @throws LinkException with {@link LinkFault#NO_MODEM_LINES} when the line has none
     */
    void setLines(boolean dtr, boolean rts) throws LinkException;

    /**
     * Returns at once while the line is usable; for callers that wait for something else than the line.
     *
     * @throws LinkException with the fault that ended the line
     */
    void check() throws LinkException;

    /** Discards bytes that were received and not read. */
    void discardInput() throws LinkException;

    /** Closes, from any thread, any number of times; a stuck read or write of another thread ends with CLOSED. */
    @Override
    void close();
}
