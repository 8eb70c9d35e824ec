package org.twomes.station.port;

import java.time.Duration;

/** A line that passes all on to another one; tests override what they meddle with. */
public class ForwardingLink implements SerialLink {
    /** The line behind this one. */
    protected final SerialLink link;

    /** Passes all on to {@code link}. */
    protected ForwardingLink(SerialLink link) {
        this.link = link;
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
    public void write(byte[] bytes, int offset, int length) {
        link.write(bytes, offset, length);
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
    public void setLines(boolean dtr, boolean rts) {
        link.setLines(dtr, rts);
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
