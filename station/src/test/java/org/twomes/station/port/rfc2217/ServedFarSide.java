package org.twomes.station.port.rfc2217;

import java.io.IOException;
import java.util.List;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.SerialLink;
import org.twomes.station.rig.line.ServedLine;

/** The far side of a network line: the rig's serial server. */
class ServedFarSide implements FarSide {
    private final ServedLine server = new ServedLine();
    private final NetworkLines lines;

    /** Lines are opened under {@code lines}. */
    ServedFarSide(NetworkLines lines) throws IOException {
        this.lines = lines;
    }

    @Override
    public String address() {
        return server.address();
    }

    @Override
    public SerialLink open(int baud) {
        return lines.open(server.address(), baud);
    }

    @Override
    public void send(byte[] bytes) {
        server.send(bytes);
    }

    @Override
    public byte[] receive(int count) throws InterruptedException {
        return server.receive(count, DEADLINE);
    }

    @Override
    public int baud() {
        return server.baud();
    }

    @Override
    public boolean hasLines() {
        return true;
    }

    @Override
    public List<String> lines() {
        return server.lines();
    }

    @Override
    public void unplug() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
