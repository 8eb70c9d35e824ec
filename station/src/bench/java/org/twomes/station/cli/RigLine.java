package org.twomes.station.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;

/** One port's way to the rig's control socket, kept open: a real adapter has its modem lines without any connecting. */
final class RigLine implements AutoCloseable {
    private final String address;
    private final SocketChannel channel;
    private final Writer out;
    private final BufferedReader in;

    RigLine(String address, Path socket) throws LinkException {
        this.address = address;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new LinkException(LinkFault.OPEN_FAILED, address, "the rig's control socket fails", e);
        }
        out = Channels.newWriter(channel, StandardCharsets.UTF_8);
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    synchronized void set(boolean dtr, boolean rts) throws LinkException {
        String answer;
        try {
            out.write("lines " + address + (dtr ? " 1" : " 0") + (rts ? " 1" : " 0") + "\n");
            out.flush();
            answer = Optional.ofNullable(in.readLine()).orElse("no answer");
        } catch (IOException e) {
            throw new LinkException(LinkFault.RESET_FAILED, address, "the rig's control socket fails", e);
        }
        if (!answer.startsWith("ok")) {
            throw new LinkException(LinkFault.RESET_FAILED, address, "the rig says: " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
