package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.ModemShim;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.daemon.Environments;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.port.Resets;
import org.twomes.station.port.Sleeper;
import org.twomes.station.rig.BoardModel;

/** Run by {@link AutoResetOnRigTest} in a JVM with the shim; nothing but DTR and RTS can reset the boards here. */
@Tag("rig")
class AutoResetOnPty {
    private static final int ONE = 0x000001;
    private static final int TWO = 0x000002;

    /** The rig's folder of modem sockets is two below the folder of its station. */
    private final Path folder =
            Path.of(System.getenv(ModemShim.FOLDER)).getParent().getParent();

    private static StationEnvironment withAutoReset(StationEnvironment environment) {
        return Environments.withResets(
                environment, (now, port, prompt) -> Resets.of(new ResetChoice.Auto(), prompt, Sleeper.real()));
    }

    @Test
    void theDaemonPreparesTwoBoardsAtOnce() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 2, Map.of(), AutoResetOnPty::withAutoReset)) {
            rig.plug(0, ONE, "");
            rig.plug(1, TWO, "");
            assertThat(rig.awaitEnd(0, ONE).phase()).isEqualTo(SlotPhase.DONE);
            assertThat(rig.awaitEnd(1, TWO).phase()).isEqualTo(SlotPhase.DONE);
            rig.assertProven(ONE);
            rig.assertProven(TWO);
        }
    }

    @Test
    void identifyReadsABoardThroughItsLines() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 1, Map.of())) {
            rig.station().line().pause();
            Path device = rig.demo().rig().plug(0, BoardModel.usual(ONE));
            Path config = folder.resolve("identify.yaml");
            Files.writeString(config, "station:\n  name: bench\n  data: bench-data\nbackOffice:\n  api: none\n");
            StringWriter said = new StringWriter();
            int code = Main.commandLine()
                    .setOut(new PrintWriter(said, true))
                    .execute("identify", "--port", device.toString(), "--reset", "auto", "--config", config.toString());
            assertThat(code).as(said.toString()).isZero();
            assertThat(said.toString()).contains(StationOnRig.mac(ONE));
        }
    }
}
