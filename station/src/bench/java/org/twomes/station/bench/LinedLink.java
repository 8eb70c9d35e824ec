package org.twomes.station.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;

/**
 * A pty of the rig with the modem lines that a pty lacks, over the rig's control socket: so the reset sequence of a real
 * adapter runs, with its holds. Tells when the first byte was sent.
 */
final class LinedLink implements SerialLink {
    private final SerialLink link;
    private final RigChannel rig;
    private final BiConsumer<String, Long> firstByte;
    private boolean sent;

    LinedLink(SerialLink link, RigChannel rig, BiConsumer<String, Long> firstByte) {
        this.link = link;
        this.rig = rig;
        this.firstByte = firstByte;
    }

    @Override
    public void setLines(boolean dtr, boolean rts) {
        try {
            rig.say("lines " + link.address() + (dtr ? " 1" : " 0") + (rts ? " 1" : " 0"));
        } catch (IOException e) {
            throw new FaultException(FaultCode.RESET_FAILED, link.address(), "the rig's control socket fails", e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!sent) {
            sent = true;
            firstByte.accept(link.address(), System.nanoTime());
        }
        link.write(bytes, offset, length);
    }

    @Override
    public String address() {
        return link.address();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) {
        return link.read(buffer, offset, length, patience);
    }

    @Override
    public void setBaud(int baud) {
        link.setBaud(baud);
    }

    @Override
    public int baud() {
        return link.baud();
    }

    @Override
    public void check() {
        link.check();
    }

    @Override
    public void discardInput() {
        link.discardInput();
    }

    @Override
    public void close() {
        link.close();
    }
}
