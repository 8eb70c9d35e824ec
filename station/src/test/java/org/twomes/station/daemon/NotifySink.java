package org.twomes.station.daemon;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A datagram socket as systemd opens one for a service, and what arrived on it. */
final class NotifySink implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MOST_BYTES = 4096;
    private static final byte[] END = "END OF TEST".getBytes(StandardCharsets.UTF_8);
    private static final C LIBRARY = Native.load("c", C.class);

    private final String name;
    private final int fd;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "notify sink");

    /** The C library's calls. */
    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int fd, byte[] address, int length) throws LastErrorException;

        long recv(int fd, byte[] buffer, long length, int flags) throws LastErrorException;

        long sendto(int fd, byte[] text, long length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    /** Listens at {@code name}: a path, or an abstract name after {@code @}. */
    NotifySink(String name) {
        this.name = name;
        fd = LIBRARY.socket(AF_UNIX, SOCK_DGRAM, 0);
        LIBRARY.bind(fd, address(), address().length);
        reader.setDaemon(true);
        reader.start();
    }

    /** Every datagram so far. */
    List<String> messages() {
        return messages;
    }

    long count(String message) {
        return messages.stream().filter(message::equals).count();
    }

    @Override
    public void close() {
        LIBRARY.sendto(fd, END, END.length, 0, address(), address().length);
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LIBRARY.close(fd);
    }

    private void read() {
        byte[] buffer = new byte[MOST_BYTES];
        String end = new String(END, StandardCharsets.UTF_8);
        for (String text = ""; !text.equals(end); ) {
            int length = (int) LIBRARY.recv(fd, buffer, buffer.length, 0);
            text = new String(buffer, 0, length, StandardCharsets.UTF_8);
            if (!text.equals(end)) {
                messages.add(text);
            }
        }
    }

    private byte[] address() {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        int zero = 1;
        if (path[0] == '@') {
            path[0] = 0;
            zero = 0;
        }
        ByteBuffer address = ByteBuffer.allocate(2 + path.length + zero).order(ByteOrder.nativeOrder());
        return address.putShort(AF_UNIX).put(path).array();
    }
}
