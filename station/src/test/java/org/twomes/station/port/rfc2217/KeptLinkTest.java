package org.twomes.station.port.rfc2217;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.SerialLinkContract;

/** The contract for each use of a network line that stays open between them. */
@Tag("rig")
class KeptLinkTest extends SerialLinkContract {
    @Override
    protected FarSide newFarSide() throws IOException {
        return new KeptFarSide(new NetworkLines());
    }

    private static final class KeptFarSide extends ServedFarSide {
        private final NetworkLines lines;

        KeptFarSide(NetworkLines lines) throws IOException {
            super(lines);
            this.lines = lines;
            lines.keep(address(), (line, byOtherSide) -> {});
        }

        @Override
        public SerialLink open(int baud) {
            super.open(baud).close();
            return super.open(baud);
        }

        @Override
        public void close() {
            lines.drop(address());
            super.close();
        }
    }
}
