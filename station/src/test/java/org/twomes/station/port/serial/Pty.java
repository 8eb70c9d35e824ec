package org.twomes.station.port.serial;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A pseudo-terminal pair: tests hold the master, the code under test opens the slave's node. */
public final class Pty implements AutoCloseable {
    @SuppressWarnings("checkstyle:MethodName")
    private interface Libc extends Library {
        int posix_openpt(int flags) throws LastErrorException;

        int grantpt(int fd) throws LastErrorException;

        int unlockpt(int fd) throws LastErrorException;

        int ptsname_r(int fd, byte[] name, long size);

        long read(int fd, byte[] buffer, long count) throws LastErrorException;

        long write(int fd, Pointer buffer, long count) throws LastErrorException;

        int poll(Pointer fds, long count, int milliseconds) throws LastErrorException;

        int close(int fd) throws LastErrorException;

        int tcgetattr(int fd, Pointer termios) throws LastErrorException;

        int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

        void cfmakeraw(Pointer termios);
    }

    private static final Libc LIBC = Native.load("c", Libc.class);

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int TERMIOS_BYTES = 60;
    private static final int C_IFLAG = 0;
    private static final int C_CFLAG = 8;
    private static final int CBAUD = 0x100F;
    /** Linux' codes in c_cflag: asm-generic/termbits. */
    private static final Map<Integer, Integer> BAUD =
            Map.of(0x1002, 115200, 0x1003, 230400, 0x1004, 460800, 0x1007, 921600);

    private final int master;
    private final String node;
    private boolean closed;

    public Pty() {
        master = LIBC.posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
        LIBC.grantpt(master);
        LIBC.unlockpt(master);
        byte[] name = new byte[64];
        LIBC.ptsname_r(master, name, name.length);
        node = new String(name, StandardCharsets.US_ASCII).trim();
        // Until the other side sets it raw, what is sent to it would be echoed.
        Memory termios = new Memory(TERMIOS_BYTES);
        LIBC.tcgetattr(master, termios);
        LIBC.cfmakeraw(termios);
        LIBC.tcsetattr(master, 0, termios);
    }

    public String node() {
        return node;
    }

    int number() {
        return Integer.parseInt(node.substring(node.lastIndexOf('/') + 1));
    }

    /** Reads what is there; 0 when nothing came in time, -1 when the slave is closed. */
    public int read(byte[] buffer, int milliseconds) {
        if (!ready(POLLIN, milliseconds)) {
            return 0;
        }
        try {
            return (int) LIBC.read(master, buffer, buffer.length);
        } catch (LastErrorException e) {
            return -1;
        }
    }

    public void write(byte[] bytes) {
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        long done = 0;
        while (done < bytes.length && ready(POLLOUT, 10_000)) {
            done += LIBC.write(master, memory.share(done), Math.min(1024, bytes.length - done));
        }
    }

    private boolean ready(int event, int milliseconds) {
        Memory poll = new Memory(8);
        poll.setInt(0, master);
        poll.setShort(4, (short) event);
        poll.setShort(6, (short) 0);
        return LIBC.poll(poll, 1, milliseconds) > 0;
    }

    int inputFlags() {
        Memory termios = new Memory(TERMIOS_BYTES);
        LIBC.tcgetattr(master, termios);
        return termios.getInt(C_IFLAG);
    }

    int baud() {
        Memory termios = new Memory(TERMIOS_BYTES);
        LIBC.tcgetattr(master, termios);
        return BAUD.getOrDefault(termios.getInt(C_CFLAG) & CBAUD, 0);
    }

    /** As an unplugged adapter: the slave's node goes away under whoever has it open. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LIBC.close(master);
        }
    }
}
