package org.twomes.station.rig.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;
import org.twomes.station.rig.board.HostSide;

/** A board's line behind RFC 2217 on this machine's loopback, for one client at a time, as ser2net serves an adapter. */
public final class NetworkPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkPort.class);

    private static final int READ_BYTES = 4096;
    private static final byte[] TAKEN = "Port already in use\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HostSide board;
    private final ServerSocket server;
    private volatile @Nullable Client client;

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     */
    NetworkPort(int port, HostSide board) throws IOException {
        this.board = board;
        server = new ServerSocket();
        // A board that is pulled and plugged again has its port back at once.
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Threads.daemon("rfc2217 server " + port(), this::accept).start();
    }

    /** The TCP port, 1 to 65535. */
    public int port() {
        return server.getLocalPort();
    }

    /** The address, as the station takes it. */
    public String address() {
        return "rfc2217://127.0.0.1:" + port();
    }

    /** The client's rate in baud; empty while there is no client. */
    Optional<Integer> baud() {
        return Optional.ofNullable(client).map(each -> each.comPort.baud());
    }

    /** Sends to the client; false when there is none. */
    boolean send(byte[] bytes, int length) {
        Client present = client;
        if (present == null) {
            return false;
        }
        present.send(Telnet.escaped(bytes, length));
        return true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                if (client == null) {
                    Client next = new Client(socket);
                    client = next;
                    Threads.daemon("rfc2217 client of " + port(), next::serve).start();
                } else {
                    socket.getOutputStream().write(TAKEN);
                    socket.close();
                }
            } catch (IOException e) {
                LOG.debug("{}: {}", port(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Client present = client;
            if (present != null) {
                present.socket.close();
            }
        } catch (IOException e) {
            LOG.warn("{} does not close: {}", address(), e.getMessage());
        }
    }

    /** The one client. */
    private final class Client implements Telnet.Sink {
        private final Socket socket;
        /** Not the socket's own monitor: closing takes that, and must free a write that is stuck. */
        private final Object sending = new Object();

        private final ComPort comPort = new ComPort(board);
        private final Set<Integer> answered = new HashSet<>();

        Client(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            // The kernel raises both lines when a port is opened, and drops them when it is closed.
            comPort.lines(true, true);
            try (socket) {
                send(Telnet.verbs(
                        Telnet.WILL,
                        Telnet.SUPPRESS_GO_AHEAD,
                        Telnet.WILL,
                        Telnet.ECHO,
                        Telnet.DONT,
                        Telnet.ECHO,
                        Telnet.DO,
                        Telnet.BINARY));
                Telnet telnet = new Telnet(this);
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[READ_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    telnet.accept(buffer, count);
                }
            } catch (IOException e) {
                LOG.debug("A client of {} went away: {}", port(), e.getMessage());
            } finally {
                comPort.lines(false, false);
                client = null;
            }
        }

        void send(byte[] bytes) {
            try {
                synchronized (sending) {
                    socket.getOutputStream().write(bytes);
                }
            } catch (IOException e) {
                LOG.debug("A client of {} takes nothing more: {}", port(), e.getMessage());
            }
        }

        @Override
        public void data(byte[] bytes) {
            board.received(bytes);
        }

        @Override
        public void verb(int verb, int option) {
            boolean known = option == ComPort.OPTION
                    || option == Telnet.BINARY
                    || option == Telnet.SUPPRESS_GO_AHEAD
                    || option == Telnet.ECHO;
            // Each request is answered once: two ends that answer answers would never stop.
            boolean first = answered.add(verb << 8 | option);
            if (verb == Telnet.WILL && first) {
                send(Telnet.verbs(known && option != Telnet.ECHO ? Telnet.DO : Telnet.DONT, option));
                if (option == ComPort.OPTION) {
                    send(comPort.greeting());
                }
            } else if (verb == Telnet.DO && first) {
                send(Telnet.verbs(known ? Telnet.WILL : Telnet.WONT, option));
            }
        }

        @Override
        public void sub(byte[] content) {
            comPort.command(content).ifPresent(this::send);
        }
    }
}
