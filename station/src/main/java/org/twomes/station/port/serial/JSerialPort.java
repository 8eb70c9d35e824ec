package org.twomes.station.port.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;

/**
 * A port through jSerialComm 2.11.4; the only class that touches that library. What the library does beyond its
 * documentation is pinned by {@code JSerialBehaviourTest}.
 */
public final class JSerialPort implements DriverPort {
    /** Another program holds the lock that the library takes (flock with LOCK_NB). */
    static final int EAGAIN = 11;

    static final int EACCES = 13;
    static final int EBUSY = 16;
    /** The node has no modem lines, as a pseudo-terminal has none. */
    static final int ENOTTY = 25;

    /** The same, from drivers that know the request but not for this device. */
    static final int EINVAL = 22;

    /**
     * The library must not list ports while one is being opened (its list is rebuilt under the opener). Opening shares
     * the lock, so that a driver stuck in open holds up no neighbour; listing never waits for it.
     */
    private static final ReadWriteLock LISTING = new ReentrantReadWriteLock();

    private final String address;
    private volatile @Nullable SerialPort port;

    public JSerialPort(String address) {
        this.address = address;
    }

    @Override
    public void open(int baud) {
        String node = node();
        LISTING.readLock().lock();
        try {
            // A new object each time: the library resolves a symbolic link once, when the object is made.
            SerialPort fresh = SerialPort.getCommPort(node);
            fresh.setDTRandRTS(false, false);
            fresh.clearDTR();
            fresh.clearRTS();
            fresh.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            // Without a timeout the read sleeps until the first byte. TIMEOUT_WRITE_BLOCKING is left out: the
            // descriptor blocks anyway, and that flag only adds a tcdrain of several ms after each write.
            fresh.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
            if (!fresh.openPort(0)) {
                throw refused(node, fresh.getLastErrorCode());
            }
            port = fresh;
        } catch (SerialPortInvalidPortException e) {
            throw new FaultException(FaultCode.PORT_NOT_FOUND, address, "no such port", e);
        } finally {
            LISTING.readLock().unlock();
        }
    }

    /** The node itself: given a missing path the library would try a node of the same name in /dev instead. */
    private String node() {
        if (File.separatorChar == '\\') {
            return address;
        }
        try {
            return Path.of(address).toRealPath().toString();
        } catch (NoSuchFileException e) {
            throw new FaultException(FaultCode.PORT_NOT_FOUND, address, "no such node", e);
        } catch (IOException e) {
            throw new FaultException(FaultCode.PORT_OPEN_FAILED, address, "cannot be resolved: " + e.getMessage(), e);
        }
    }

    private FaultException refused(String node, int error) {
        boolean windows = File.separatorChar == '\\';
        Path path = Path.of(node);
        if (!windows && !Files.exists(path)) {
            return new FaultException(FaultCode.PORT_NOT_FOUND, address, "went away while it was opened");
        }
        if (!windows && (error == EACCES || !Files.isReadable(path) || !Files.isWritable(path))) {
            return new FaultException(FaultCode.PORT_ACCESS_DENIED, address, "no permission to read and write it");
        }
        // The library says 2 when this process itself has the node open.
        if (error == EAGAIN || error == EBUSY || error == 2) {
            return new FaultException(
                    FaultCode.PORT_BUSY, address, "another program has it open (lsof " + node + " tells which)");
        }
        return new FaultException(FaultCode.PORT_OPEN_FAILED, address, "could not be opened, error " + error);
    }

    @Override
    public int read(byte[] buffer) {
        SerialPort open = port;
        return open == null ? -1 : open.readBytes(buffer, buffer.length, 0);
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        SerialPort open = port;
        return open != null && open.writeBytes(bytes, length, offset) == length;
    }

    @Override
    public boolean setBaud(int baud) {
        SerialPort open = port;
        return open != null && open.setBaudRate(baud);
    }

    @Override
    public boolean setLines(boolean dtr, boolean rts) {
        SerialPort open = port;
        return open != null && open.setDTRandRTS(dtr, rts);
    }

    @Override
    public int waiting() {
        SerialPort open = port;
        return open == null ? -1 : open.bytesAvailable();
    }

    @Override
    public int unsent() {
        SerialPort open = port;
        return open == null ? -1 : open.bytesAwaitingWrite();
    }

    @Override
    public int lastError() {
        SerialPort open = port;
        return open == null ? 0 : open.getLastErrorCode();
    }

    @Override
    public void release() {
        SerialPort open = port;
        if (open != null) {
            open.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        }
    }

    @Override
    public void close() {
        SerialPort open = port;
        if (open != null) {
            open.closePort();
        }
    }

    /**
     * Has {@code work} started and waited for at the runtime's shutdown before the library closes all ports.
     *
     * @throws LinkageError when the library cannot be loaded
     */
    public static void beforeShutdown(Thread work) {
        SerialPort.addShutdownHook(work);
    }

    /**
     * Lists the machine's ports, for systems without a better source; not for polling on Linux, where the
     * library's listing is known to crash after hours.
     *
     * @return empty when a port is just being opened: the next listing will show
     */
    public static Optional<List<DetectedPort>> list() {
        if (!LISTING.writeLock().tryLock()) {
            return Optional.empty();
        }
        try {
            List<DetectedPort> found = new ArrayList<>();
            for (SerialPort each : SerialPort.getCommPorts()) {
                String usbId = each.getVendorID() < 0
                        ? ""
                        : String.format(Locale.ROOT, "%04x:%04x", each.getVendorID(), each.getProductID());
                String path = usbId.isEmpty() ? each.getSystemPortName() : each.getPortLocation();
                found.add(new DetectedPort(
                        each.getSystemPortPath(), path, each.getSystemPortName(), usbId, each.getPortDescription()));
            }
            return Optional.of(found);
        } finally {
            LISTING.writeLock().unlock();
        }
    }
}
