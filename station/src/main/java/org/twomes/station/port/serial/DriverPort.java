package org.twomes.station.port.serial;

/**
 * A serial port of the operating system's driver: calls may block for ever, and failures are return values.
 * {@link DriverLink} adds threads, deadlines and faults.
 */
interface DriverPort {
    /** Opens with both modem lines released, 8N1. */
    void open(int baud);

    /** Blocks until at least one byte is there; the count read, or -1 on failure or {@link #close}. */
    int read(byte[] buffer);

    /** Hands all bytes to the driver, blocking while its buffer is full; false on failure or {@link #close}. */
    boolean write(byte[] bytes, int offset, int length);

    /** Sets the rate in baud now; false when refused. */
    boolean setBaud(int baud);

    /** Sets DTR and RTS in one step; false when the driver refused. */
    boolean setLines(boolean dtr, boolean rts);

    /** Bytes received by the driver and not read yet; negative when unknown. */
    int waiting();

    /** Bytes the driver has not given to the adapter yet; negative when unknown. */
    int unsent();

    /** The operating system's number of this port's last failure (errno). */
    int lastError();

    /** Makes a blocked {@link #read} return, so that it is not inside the driver when {@link #close} comes. */
    void release();

    /** Closes; frees a read and a write of other threads. */
    void close();
}
