package org.twomes.station.port;

import java.time.Duration;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

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
     * @throws FaultException with {@link FaultCode#UNPLUGGED} when the port went away, {@link FaultCode#PORT_CLOSED} after close
     */
    int read(byte[] buffer, int offset, int length, Duration patience);

    /**
     * Writes all bytes, in order, or throws.
     *
     * @throws FaultException with {@link FaultCode#UNPLUGGED}, {@link FaultCode#PORT_CLOSED}, or {@link FaultCode#PORT_STUCK} when the
     *     driver did not take the bytes in time
     */
    void write(byte[] bytes, int offset, int length);

    /** Writes the whole array; see {@link #write(byte[], int, int)}. */
    default void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Sets the rate in baud (8 data bits, no parity, 1 stop bit) once all written bytes have left. */
    void setBaud(int baud);

    /** The rate in baud last set. */
    int baud();

    /**
     * Sets both modem lines at once; true asserts (drives the pin low).
     *
     * @throws FaultException with {@link FaultCode#NO_MODEM_LINES} when the line has none
     */
    void setLines(boolean dtr, boolean rts);

    /**
     * Returns at once while the line is usable; for callers that wait for something else than the line.
     *
     * @throws FaultException with the fault that ended the line
     */
    void check();

    /** Discards bytes that were received and not read. */
    void discardInput();

    /** Closes, from any thread, any number of times; a stuck read or write of another thread ends with PORT_CLOSED. */
    @Override
    void close();
}
