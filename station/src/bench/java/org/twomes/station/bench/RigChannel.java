package org.twomes.station.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A way to the rig's control socket, kept open: a command a line, an answer a line. */
final class RigChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final Writer out;
    private final BufferedReader in;

    RigChannel(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        out = Channels.newWriter(channel, StandardCharsets.UTF_8);
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** Gives what follows {@code ok}; anything else is an error. */
    synchronized String say(String words) throws IOException {
        out.write(words + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException("the rig answers '" + words + "' with " + answer);
        }
        return answer.substring("ok".length()).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
