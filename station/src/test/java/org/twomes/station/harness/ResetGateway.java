package org.twomes.station.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A pty has no modem lines, so the daemon resets its boards by {@code ports.reset: command:...}. The program is a few lines of
 * bash, which knows TCP but no Unix sockets; this door passes them on to the rig.
 */
final class ResetGateway implements AutoCloseable {
    private static final String PROGRAM = """
            #!/usr/bin/env bash
            # Resets a board of the virtual rig: PORT loader|run
            exec 3<>/dev/tcp/127.0.0.1/%d
            printf 'reset %%s %%s\\n' "$1" "$2" >&3
            read -r answer <&3
            [[ $answer == ok* ]] || { echo "$answer" >&2; exit 1; }
            """;

    private final ServerSocket server;
    private final Path rig;
    private final Path program;

    /** A door to the rig with this control socket; its program is written into {@code folder}. */
    ResetGateway(Path folder, Path rig) throws IOException {
        this.rig = rig;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        program = folder.resolve("reset");
        Files.writeString(program, PROGRAM.formatted(server.getLocalPort()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Thread thread = new Thread(this::serve, "reset door");
        thread.setDaemon(true);
        thread.start();
    }

    /** The program that the daemon calls. */
    Path program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread thread = new Thread(() -> pass(client), "reset");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(rig));
                Writer toRig = Channels.newWriter(channel, StandardCharsets.UTF_8);
                BufferedReader fromRig = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            toRig.write(in.readLine() + "\n");
            toRig.flush();
            client.getOutputStream().write((fromRig.readLine() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The daemon was killed while its program ran; nobody waits for the answer.
            return;
        }
    }
}
