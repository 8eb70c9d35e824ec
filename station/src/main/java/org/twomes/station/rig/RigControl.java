package org.twomes.station.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;

/**
 * The rig's control line, a Unix socket. One command a line, one answer a line, {@code ok ...} or {@code error ...}:
 *
 * <pre>
 * plug SLOT MACTAIL [SCRIPT]  a board, MAC 24:0a:c4 and these six hex digits, into slot SLOT (from 0), with the
 *                         traits and faults of a {@link PlugScript}, e.g. --chip esp32c3; answers its node
 * take SLOT MACTAIL [SCRIPT]  makes such a board ready, so that its plugging takes no time
 * plug SLOT               plugs the board that was taken for SLOT; answers its node
 * unplug SLOT             pulls it
 * reset NODE loader|run   resets the board at a node
 * lines NODE DTR RTS      sets the modem lines, 1 asserted
 * list                    what is plugged
 * </pre>
 */
final class RigControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RigControl.class);

    private final Rig rig;
    private final Path socket;
    private final ServerSocketChannel server;

    RigControl(Path socket, Rig rig) throws IOException {
        this.rig = rig;
        this.socket = socket;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Threads.daemon("rig control", this::accept).start();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("The rig's control socket does not close: {}", e.getMessage());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Threads.daemon("rig control client", () -> serve(client)).start();
            } catch (IOException e) {
                LOG.debug("The rig's control socket is closed: {}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                Writer out = Channels.newWriter(client, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answer(line.strip().split("\\s+")) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("A client of the rig's control socket went away: {}", e.getMessage());
        }
    }

    private String answer(String[] words) {
        try {
            return "ok " + carryOut(words);
        } catch (RuntimeException e) {
            return "error " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private void take(String[] words) {
        PlugScript board = PlugScript.parse(
                Integer.parseInt(words[2], 16), String.join(" ", Arrays.copyOfRange(words, 3, words.length)));
        rig.take(Integer.parseInt(words[1]), board.model(), board.faults());
    }

    private String carryOut(String[] words) {
        switch (words[0]) {
            case "take":
                take(words);
                return "";
            case "plug":
                if (words.length > 2) {
                    take(words);
                }
                return rig.plug(Integer.parseInt(words[1])).toString();
            case "unplug":
                rig.unplug(Integer.parseInt(words[1]));
                return "";
            case "reset":
                rig.reset(words[1], words[2].equals("loader"));
                return "";
            case "lines":
                rig.lines(words[1], words[2].equals("1"), words[3].equals("1"));
                return "";
            case "list":
                return rig.list().strip().replace("\n", "; ");
            default:
                throw new IllegalArgumentException(
                        "'" + words[0] + "' is none of take, plug, unplug, reset, lines, list");
        }
    }
}
