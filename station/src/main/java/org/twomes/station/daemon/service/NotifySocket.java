package org.twomes.station.daemon.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The datagram socket on which systemd listens to a service of {@code Type=notify} (sd_notify(3)). The JDK has no datagram sockets
 * in the file system, hence the C library.
 */
public final class NotifySocket {
    private static final String VARIABLE = "NOTIFY_SOCKET";
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    /** Without it a systemd that has gone would end this process by SIGPIPE. */
    private static final int MSG_NOSIGNAL = 0x4000;
    /** sizeof(sun_path) in sockaddr_un. */
    private static final int MOST_PATH_BYTES = 108;

    private static final int FAMILY_BYTES = 2;

    private final byte[] address;

    /** The C library's calls. */
    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        long sendto(int fd, byte[] text, long length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** Loads the C library only where systemd listens. */
    private static final class Loaded {
        static final C C_LIBRARY = Native.load("c", C.class);
    }

    private NotifySocket(byte[] address) {
        this.address = address;
    }

    /**
     * The socket that {@code NOTIFY_SOCKET} of {@code environment} names: a path, or an abstract name after {@code @}.
     * Empty without one, and for kinds of address that only virtual machines use.
     */
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        String name = environment.getOrDefault(VARIABLE, "");
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length < 2 || path.length >= MOST_PATH_BYTES || (path[0] != '/' && path[0] != '@')) {
            return Optional.empty();
        }
        boolean inAbstract = path[0] == '@';
        if (inAbstract) {
            path[0] = 0;
        }
        // A path ends with a zero byte; an abstract name is as long as the address says.
        ByteBuffer address = ByteBuffer.allocate(FAMILY_BYTES + path.length + (inAbstract ? 0 : 1))
                .order(ByteOrder.nativeOrder());
        address.putShort(AF_UNIX).put(path);
        return Optional.of(new NotifySocket(address.array()));
    }

    /** Sends {@code state}, assignments on a line each. */
    void send(String state) throws IOException {
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        try {
            int fd = Loaded.C_LIBRARY.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            try {
                Loaded.C_LIBRARY.sendto(fd, text, text.length, MSG_NOSIGNAL, address, address.length);
            } finally {
                Loaded.C_LIBRARY.close(fd);
            }
        } catch (LastErrorException | LinkageError e) {
            throw new IOException(VARIABLE + " takes no message: " + e.getMessage(), e);
        }
    }
}
