package org.twomes.station.rig.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master side of a pseudo-terminal; the slave is the port that the station opens. */
final class Pty implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pty.class);

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_CLOEXEC = 0x80000;
    private static final int NAME_BYTES = 128;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final int POLLFD_BYTES = 8;
    /** Between two looks whether it was closed, in case the byte that wakes the reader was lost. */
    private static final int LOOK_AGAIN_MS = 200;
    /** A host that has not read for ten of these is not there. */
    private static final int NOBODY_LISTENS_MS = 50;

    private static final int NOBODY_LISTENS_TIMES = 10;

    /** Linux: reads struct termios2, which holds the rate as a number. */
    private static final long TCGETS2 = 0x802C542AL;

    private static final long TCSETS2 = 0x402C542BL;
    private static final int TERMIOS2_BYTES = 44;
    private static final int OSPEED_AT = 40;
    private static final int LFLAG_AT = 12;
    private static final int IFLAG_AT = 0;
    private static final int OFLAG_AT = 4;

    private final int fd;
    private final Path slave;
    private final int slaveFd;
    private volatile boolean closed;
    /** Closing waits until nobody is inside a call on the descriptor, whose number the next pty may have. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    /** The C library's calls, bound directly: through a proxy each costs ten times as much. */
    private static final class C {
        static {
            Native.register("c");
        }

        static native int posix_openpt(int flags) throws LastErrorException;

        static native int grantpt(int fd) throws LastErrorException;

        static native int unlockpt(int fd) throws LastErrorException;

        static native int ptsname_r(int fd, byte[] name, long size) throws LastErrorException;

        static native int open(String path, int flags) throws LastErrorException;

        static native int fcntl(int fd, int command, int argument) throws LastErrorException;

        static native int poll(byte[] polled, long count, int milliseconds) throws LastErrorException;

        static native long read(int fd, byte[] buffer, long count) throws LastErrorException;

        static native long write(int fd, byte[] buffer, long count) throws LastErrorException;

        static native int close(int fd) throws LastErrorException;

        static native int ioctl(int fd, long request, byte[] argument) throws LastErrorException;
    }

    /** A new pair. The rig keeps the slave open too, so that the host may open and close it without a hang-up. */
    Pty() throws IOException {
        try {
            fd = C.posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
            C.grantpt(fd);
            C.unlockpt(fd);
            C.fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK);
            byte[] name = new byte[NAME_BYTES];
            C.ptsname_r(fd, name, name.length);
            slave = Path.of(Native.toString(name, StandardCharsets.UTF_8));
            slaveFd = C.open(slave.toString(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
            makeRaw();
        } catch (LastErrorException e) {
            throw new IOException("no pseudo-terminal can be had: " + e.getMessage(), e);
        }
    }

    Path slave() {
        return slave;
    }

    /** The host's rate in baud, as it set it on the slave; 0 when it cannot be told. */
    int baud() {
        inUse.readLock().lock();
        try {
            if (closed) {
                return 0;
            }
            byte[] termios = new byte[TERMIOS2_BYTES];
            C.ioctl(fd, TCGETS2, termios);
            return words(termios).getInt(OSPEED_AT);
        } catch (LastErrorException e) {
            return 0;
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** Reads at least one byte; -1 once closed. */
    int read(byte[] buffer) {
        inUse.readLock().lock();
        try {
            while (!closed) {
                if (ready(POLLIN, LOOK_AGAIN_MS)) {
                    return closed ? -1 : (int) C.read(fd, buffer, buffer.length);
                }
            }
            return -1;
        } catch (LastErrorException e) {
            return -1;
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** Writes all; bytes that nobody takes are lost, as on a real line. */
    void write(byte[] bytes, int length) {
        int at = 0;
        int looks = 0;
        inUse.readLock().lock();
        try {
            while (at < length && !closed && looks < NOBODY_LISTENS_TIMES) {
                if (ready(POLLOUT, NOBODY_LISTENS_MS)) {
                    byte[] rest = at == 0 ? bytes : Arrays.copyOfRange(bytes, at, length);
                    at += (int) C.write(fd, rest, length - at);
                    looks = 0;
                } else {
                    looks++;
                }
            }
        } catch (LastErrorException e) {
            return;
        } finally {
            inUse.readLock().unlock();
        }
    }

    private boolean ready(short event, int milliseconds) {
        byte[] polled = new byte[POLLFD_BYTES];
        words(polled).putInt(fd).putShort(event);
        return C.poll(polled, 1, milliseconds) > 0;
    }

    /** Hangs up. A close does not wake a poll of another thread, so a byte from our own end of the slave does. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            C.write(slaveFd, new byte[1], 1);
        } catch (LastErrorException e) {
            LOG.debug("{} is full: its reader is awake already", slave);
        }
        inUse.writeLock().lock();
        try {
            C.close(slaveFd);
            C.close(fd);
        } catch (LastErrorException e) {
            LOG.warn("{} does not close: {}", slave, e.getMessage());
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /** No echo and no translation before the host first opens it. */
    private void makeRaw() {
        byte[] termios = new byte[TERMIOS2_BYTES];
        C.ioctl(slaveFd, TCGETS2, termios);
        words(termios).putInt(IFLAG_AT, 0).putInt(OFLAG_AT, 0).putInt(LFLAG_AT, 0);
        C.ioctl(slaveFd, TCSETS2, termios);
    }

    /** The C library's structures have this machine's byte order. */
    private static ByteBuffer words(byte[] structure) {
        return ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
    }
}
