package org.twomes.station.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** Resets a virtual board through the rig's control socket, in this process or another: a pty has no modem lines. */
public final class RigReset implements Reset {
    private final Path socket;

    /** A reset by the rig whose control socket this is. */
    public RigReset(Path socket) {
        this.socket = socket;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) {
        ask(link, "loader");
    }

    @Override
    public void run(SerialLink link) {
        ask(link, "run");
    }

    @Override
    public boolean automatic() {
        return true;
    }

    private void ask(SerialLink link, String how) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.write("reset " + link.address() + " " + how + "\n");
            out.flush();
            String answer = Optional.ofNullable(in.readLine()).orElse("no answer");
            if (!answer.startsWith("ok")) {
                throw new FaultException(FaultCode.RESET_FAILED, link.address(), "the rig says: " + answer);
            }
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.RESET_FAILED, link.address(), "the rig's control socket " + socket + " fails", e);
        }
    }
}
