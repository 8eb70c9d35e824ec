package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.sticker.print.CupsServer;
import org.twomes.station.sticker.print.ZplPaper;

/** A whole station with a label printer at its side. */
@Tag("rig")
class ZplOnRigTest {
    @TempDir
    Path folder;

    @Test
    void aBoardsLabelIsPrintedByItselfOnceItIsRegistered() throws Exception {
        try (ZplPaper paper = new ZplPaper();
                CupsServer cups = new CupsServer(folder.resolve("cups"));
                DemoRig demo = new DemoRig(
                        folder.resolve("data"),
                        1,
                        RigSettings.Speed.FAST,
                        Map.of(
                                "sticker.mode", "roll",
                                "sticker.template", "L6009",
                                "sticker.dpi", "203",
                                "sticker.language", "zpl",
                                "sticker.printer", cups.rawPrinter(paper.port())))) {
            demo.station().start();
            demo.rig().plug(0, BoardModel.usual(0xD3AD48));
            assertThat(paper.labels())
                    .singleElement()
                    .satisfies(label -> assertThat(label.code()).contains("TWOMES-D3AD48"));
            assertThat(demo.backOffice().devices()).hasSize(1);
        }
    }
}
