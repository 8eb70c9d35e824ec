package org.twomes.station.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.ModemShim;

/** DTR and RTS all the way: the station's own reset, through jSerialComm and the kernel's requests, to the board's circuit. */
@Tag("rig")
class AutoResetOnRigTest {
    @TempDir
    Path folder;

    @Test
    void boardsArePreparedThroughTheirDtrAndRts() throws Exception {
        ModemShim.run(AutoResetOnPty.class, folder, folder.resolve("rig/modem")).assertPassed(2);
    }
}
