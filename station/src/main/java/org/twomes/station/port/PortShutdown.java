package org.twomes.station.port;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.port.serial.JSerialPort;

/** Work at shutdown that must end before this process's serial ports are closed. */
public final class PortShutdown {
    private static final Logger LOG = LoggerFactory.getLogger(PortShutdown.class);

    private PortShutdown() {}

    /**
     * Starts {@code work} when the Java runtime shuts down; local ports stay open until it has ended. It cannot be taken
     * back. A hook of {@link Runtime#addShutdownHook} is no place for this: all of those run at the same time, and
     * jSerialComm's own closes every port.
     *
     * @param work a thread that is not started
     */
    public static void before(Thread work) {
        try {
            JSerialPort.beforeShutdown(work);
        } catch (LinkageError e) {
            LOG.warn("Local serial ports cannot be used: {}", e.getMessage());
            Runtime.getRuntime().addShutdownHook(work);
        }
    }
}
