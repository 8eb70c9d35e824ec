package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.board.HelloFlash;

/** Boards with other flash chips and other chip revisions than most. */
@Tag("rig")
class ChipsOnRigTest {
    private static final int BOARD = 0xC41B00;
    private static final String DEMO = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String NEWER = "twomes-hello_ESP32DEV_v3.1.0.zip";
    /** Of a zero that an earlier program left. */
    private static final int LEFT_AT = 0x290000;

    @TempDir
    Path folder;

    private static SlotView.Trouble trouble(SlotView view) {
        return view.trouble().orElseThrow();
    }

    @Test
    void aFlashChipIsTakenByItsMakersRuleAndTheGivenSizeWhereThereIsNone() throws Exception {
        try (StationOnRig rig =
                new StationOnRig(folder, 3, Map.of("pipeline.attempts", "1", "pipeline.workers", "3"))) {
            rig.plug(0, BOARD, "flash-id 1F8701, used 64");
            rig.plug(1, BOARD + 1, "flash-size 64MB, flash-id EF401A, used 64");
            rig.plug(2, BOARD + 2, "flash-id C84005, left-at " + LEFT_AT);
            assertThat(rig.awaitEnd(0).phase()).isEqualTo(SlotPhase.DONE);
            rig.assertProven(BOARD);
            assertThat(rig.awaitEnd(1).phase()).isEqualTo(SlotPhase.DONE);
            byte[] large = flash(rig, BOARD + 1);
            assertThat(large[0x1003] >> 4).as("size in the bootloader's header").isEqualTo(6);
            assertThat(Arrays.copyOf(large, 0x1000)).containsOnly(0xFF);
            SlotView unknown = rig.awaitEnd(2);
            assertThat(trouble(unknown).code()).isEqualTo("FLASH_UNKNOWN");
            assertThat(trouble(unknown).sentence() + trouble(unknown).remedy()).doesNotContain("scrap", "No flash");
            assertThat(trouble(unknown).remedy()).contains("flash.size");
            assertThat(trouble(unknown).detail()).contains("C84005");
            assertThat(flash(rig, BOARD + 2)[LEFT_AT]).as("untouched").isZero();
        }
        try (StationOnRig rig = new StationOnRig(folder.resolve("given"), 1, Map.of("flash.size", "4MB"))) {
            assertThat(rig.prepare(0, BOARD + 3, "flash-id C84005").phase()).isEqualTo(SlotPhase.DONE);
            rig.assertProven(BOARD + 3);
        }
    }

    @Test
    void aFirmwareForOtherRevisionsIsRefusedBeforeTheErase() throws Exception {
        try (StationOnRig rig = new StationOnRig(folder, 2, Map.of("pipeline.workers", "2"))) {
            newerBundle();
            use(rig);
            rig.plug(0, BOARD, "chip-revision 3.0, left-at " + LEFT_AT);
            rig.plug(1, BOARD + 1, "chip-revision 3.1");
            SlotView refused = rig.awaitEnd(0);
            assertThat(trouble(refused).code()).isEqualTo("CHIP_REVISION");
            assertThat(trouble(refused).detail()).contains("v3.0", "v3.1");
            assertThat(flash(rig, BOARD)[LEFT_AT]).as("untouched").isZero();
            assertThat(rig.awaitEnd(1).phase()).isEqualTo(SlotPhase.DONE);
        }
    }

    private static byte[] flash(StationOnRig rig, int macTail) {
        return rig.demo().rig().flash(BoardModel.usual(macTail).mac());
    }

    /** The demo's bundle with an application for revisions from 3.1 on. */
    private void newerBundle() throws Exception {
        Path bundles = folder.resolve("bundles");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipInputStream in =
                        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(bundles.resolve(DEMO))));
                ZipOutputStream out = new ZipOutputStream(zip)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals("firmware.bin") ? HelloFlash.needing(content, 3, 301, 399) : content);
            }
        }
        Files.write(bundles.resolve(NEWER), zip.toByteArray());
    }

    private void use(StationOnRig rig) throws Exception {
        Path config = folder.resolve("use.yaml");
        Files.writeString(config, "backOffice: {api: none}\n");
        Cli used = Cli.run(
                "bundle",
                "use",
                NEWER,
                "--yes",
                "--config",
                config.toString(),
                "--url",
                rig.demo().dashboard());
        assertThat(used.code()).as(used.err()).isZero();
    }
}
