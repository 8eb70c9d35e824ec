package org.twomes.station.port.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.SerialLinkContract;

/**
 * The contract over jSerialComm and a pty. Run by {@link PtyModemLinesTest} in a JVM of its own it has modem lines as well;
 * without that shim they must be refused.
 */
@Tag("rig")
class PtyLinkTest extends SerialLinkContract {
    @Override
    protected FarSide newFarSide() throws IOException {
        return new PtyFarSide(Optional.ofNullable(System.getenv("TTYMODEM_DIR")).map(Path::of));
    }
}
