package org.twomes.station.port;

import java.io.IOException;
import java.util.List;
import org.twomes.station.rig.ServedLine;

/** The contract for each use of a network line that stays open between them. */
class KeptLinkTest extends SerialLinkContract {
    @Override
    FarSide newFarSide() throws IOException {
        return new KeptFarSide();
    }

    private static final class KeptFarSide implements FarSide {
        private final ServedLine server = new ServedLine();
        private final LineUse use = new LineUse();

        KeptFarSide() throws IOException {
            use.keep(server.address(), (line, byOtherSide) -> {});
        }

        @Override
        public String address() {
            return server.address();
        }

        @Override
        public SerialLink open(int baud) throws LinkException {
            Links links = new Links(use);
            links.open(server.address(), baud).close();
            return links.open(server.address(), baud);
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
            use.drop(server.address());
            server.close();
        }
    }
}
