package org.twomes.station.rig.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;
import org.twomes.station.rig.board.HostSide;

/**
 * Where the modem-line shim of a host tells what it does to DTR and RTS of one pty: a connection for each change, one line
 * {@code lines DTR RTS}, answered once the board has seen it.
 */
final class ModemSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModemSocket.class);

    private static final byte[] DONE = "ok\n".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final HostSide board;
    private final ServerSocketChannel server;

    /** Serves the pty {@code slave}, {@code /dev/pts/N}, as {@code N.sock} in {@code folder}. */
    ModemSocket(Path folder, Path slave, HostSide board) throws IOException {
        this.board = board;
        path = folder.resolve(slave.getFileName() + ".sock");
        Files.deleteIfExists(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Threads.daemon("modem lines of " + slave, this::serve).start();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept();
                    BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII))) {
                String line = in.readLine();
                String[] words = line == null ? new String[0] : line.split(" ");
                if (words.length == 3 && words[0].equals("lines")) {
                    board.lines(words[1].equals("1"), words[2].equals("1"));
                    client.write(ByteBuffer.wrap(DONE));
                }
            } catch (IOException e) {
                LOG.debug("{}: {}", path, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} does not close: {}", path, e.getMessage());
        }
    }
}
