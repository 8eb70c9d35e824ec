package org.twomes.station.port.serial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.Links;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SerialLinkContract;

/** A board at the master of a pty; its modem lines come through the preloaded shim's socket, if there is one. */
final class PtyFarSide implements FarSide {
    private final Pty pty = new Pty();
    private final Optional<Path> socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private ServerSocketChannel server;

    /** {@code modemFolder} is the shim's TTYMODEM_DIR. */
    PtyFarSide(Optional<Path> modemFolder) throws IOException {
        socket = modemFolder.map(folder -> folder.resolve(pty.number() + ".sock"));
        if (socket.isPresent()) {
            Files.deleteIfExists(socket.get());
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket.get()));
            SerialLinkContract.inBackground(this::serve);
        }
    }

    private boolean serve() throws IOException {
        while (true) {
            try (SocketChannel client = server.accept()) {
                ByteBuffer text = ByteBuffer.allocate(64);
                client.read(text);
                String[] words = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII)
                        .trim()
                        .split(" ");
                lines.add("D" + words[1] + " R" + words[2]);
                client.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    @Override
    public String address() {
        return pty.node();
    }

    @Override
    public SerialLink open(int baud) {
        return new Links().open(pty.node(), baud);
    }

    @Override
    public void send(byte[] bytes) {
        pty.write(bytes);
    }

    @Override
    public byte[] receive(int count) {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        while (got.size() < count) {
            byte[] piece = new byte[Math.min(4096, count - got.size())];
            int size = pty.read(piece, (int) DEADLINE.toMillis());
            if (size <= 0) {
                break;
            }
            got.write(piece, 0, size);
        }
        return got.toByteArray();
    }

    @Override
    public int baud() {
        return pty.baud();
    }

    @Override
    public boolean hasLines() {
        return socket.isPresent();
    }

    @Override
    public List<String> lines() {
        return lines;
    }

    @Override
    public void unplug() {
        pty.close();
    }

    @Override
    public void close() throws IOException {
        pty.close();
        if (socket.isPresent()) {
            server.close();
            Files.deleteIfExists(socket.get());
        }
    }
}
