package org.twomes.station.rig.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Threads;
import org.twomes.station.rig.board.HostSide;

/** The ways to one board: its pty with the modem lines beside it, and RFC 2217. A client of the latter has the board alone. */
public final class BoardPort implements AutoCloseable {
    private static final int READ_BYTES = 16 << 10;

    private final Pty pty;
    private volatile Optional<ModemSocket> modem = Optional.empty();
    private volatile Optional<NetworkPort> network = Optional.empty();

    /** Makes the pty; nobody is served yet. */
    public BoardPort() throws IOException {
        pty = new Pty();
    }

    /**
     * Opens the ways in.
     *
     * @param modemFolder where the modem-line shim looks
     * @param tcpPort of RFC 2217, if it is served; 0 for any that is free
     */
    public void serve(HostSide board, Path modemFolder, OptionalInt tcpPort) throws IOException {
        modem = Optional.of(new ModemSocket(modemFolder, pty.slave(), board));
        if (tcpPort.isPresent()) {
            network = Optional.of(new NetworkPort(tcpPort.getAsInt(), board));
        }
        Threads.daemon("host at " + pty.slave(), () -> read(board)).start();
    }

    /** The pseudo-terminal that a station opens. */
    public Path slave() {
        return pty.slave();
    }

    /** Where it is reached by RFC 2217; empty before {@code serve}, and where no TCP port was asked for. */
    public Optional<NetworkPort> network() {
        return network;
    }

    /** The host's rate in baud, 0 when it is not known. */
    public int baud() {
        return network.flatMap(NetworkPort::baud).orElseGet(pty::baud);
    }

    /** Sends to the host. */
    public void send(byte[] bytes, int length) {
        boolean taken = network.map(each -> each.send(bytes, length)).orElse(false);
        if (!taken) {
            pty.write(bytes, length);
        }
    }

    private void read(HostSide board) {
        byte[] buffer = new byte[READ_BYTES];
        for (int count = pty.read(buffer); count >= 0; count = pty.read(buffer)) {
            board.received(Arrays.copyOf(buffer, count));
        }
    }

    @Override
    public void close() {
        network.ifPresent(NetworkPort::close);
        modem.ifPresent(ModemSocket::close);
        pty.close();
    }
}
