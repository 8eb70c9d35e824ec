package org.twomes.station.port.rfc2217;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.port.SerialLinkContract;

/**
 * One port of ser2net 4.3.11 with one client at a time, as a trace of the real one shows it: it opens its device for each
 * client that it takes, and says why it hangs up on one that it does not take.
 */
public final class FakeSer2net implements AutoCloseable {
    private static final byte[] GREETING = HexFormat.of().parseHex("fffb03fffd03fffb01fffe01fffd00fffb00fffd2c");
    private static final byte[] IN_USE = "Port already in use\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_DEVICE =
            "Device open failure: Value or file not found\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int IAC = 0xFF;
    private static final int SB = 0xFA;
    private static final int SE = 0xF0;
    private static final int COM_PORT = 44;
    private static final int FROM_SERVER = 100;

    private final ServerSocket server = new ServerSocket();
    private final boolean kickOldUser;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private volatile boolean device = true;
    private volatile byte[] kept = {};

    public FakeSer2net(int port, boolean kickOldUser) throws IOException {
        this.kickOldUser = kickOldUser;
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        SerialLinkContract.inBackground(this::accept);
    }

    public String address() {
        return "rfc2217://127.0.0.1:" + server.getLocalPort();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How often its device was opened. */
    public int opened() {
        return opened.get();
    }

    public int connections() {
        return connections.get();
    }

    /** What it hands over to each new client first. */
    public void keep(byte[] bytes) {
        kept = bytes;
    }

    /** The adapter is pulled out of the server. */
    public void pull() {
        device = false;
        hangUp();
    }

    public void plug() {
        device = true;
    }

    /** To whoever has the port. */
    public void send(byte[] bytes) throws IOException {
        for (Socket client : clients) {
            client.getOutputStream().write(bytes);
        }
    }

    private void hangUp() {
        for (Socket client : clients) {
            clients.remove(client);
            closed(client);
        }
    }

    private static void closed(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            connections.incrementAndGet();
            client.getOutputStream().write(GREETING);
            if (!clients.isEmpty() && !kickOldUser) {
                client.getOutputStream().write(IN_USE);
                client.close();
            } else if (!device) {
                client.getOutputStream().write(NO_DEVICE);
                client.close();
            } else {
                hangUp();
                clients.add(client);
                opened.incrementAndGet();
                client.getOutputStream().write(kept);
                SerialLinkContract.inBackground(() -> serve(client));
            }
        }
    }

    /** Answers each command with what it was told. */
    private boolean serve(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[4096];
            byte[] rest = {};
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                byte[] all = Arrays.copyOf(rest, rest.length + size);
                System.arraycopy(buffer, 0, all, rest.length, size);
                rest = answer(client, all);
            }
            return true;
        } finally {
            clients.remove(client);
        }
    }

    private static byte[] answer(Socket client, byte[] bytes) throws IOException {
        int done = 0;
        for (int at = 0; at + 3 < bytes.length; at++) {
            boolean command = (bytes[at] & IAC) == IAC && (bytes[at + 1] & IAC) == SB && bytes[at + 2] == COM_PORT;
            for (int end = at + 4; command && end < bytes.length; end++) {
                if ((bytes[end - 1] & IAC) == IAC && (bytes[end] & IAC) == SE) {
                    byte[] reply = Arrays.copyOfRange(bytes, at, end + 1);
                    reply[3] += FROM_SERVER;
                    client.getOutputStream().write(reply);
                    done = end + 1;
                    break;
                }
            }
        }
        return Arrays.copyOfRange(bytes, done, bytes.length);
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }
}
