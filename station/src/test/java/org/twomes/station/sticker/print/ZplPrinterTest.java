package org.twomes.station.sticker.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.StickerSection.Mode;
import org.twomes.station.sticker.LabelPrinter.JobState;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.PlacedLabel;
import org.twomes.station.sticker.SheetRenderer;

/** Against a real CUPS with a queue that has no driver: what its printer gets is read as a Zebra printer would. */
@Tag("rig")
class ZplPrinterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"203, 365, 169", "300, 540, 250"})
    void aRawQueueGetsEachLabelInThePrintersOwnDots(int dpi, int width, int height) throws Exception {
        Path pdf = folder.resolve("roll.pdf");
        List<PlacedLabel> labels = Labels.from(7, 9);
        new SheetRenderer(
                        Labels.template("L6009"),
                        Labels.settings(Mode.ROLL, 0.33, dpi, OptionalInt.empty()),
                        Labels.NAME)
                .write(pdf, Labels.SPEC, labels);
        try (ZplPaper paper = new ZplPaper();
                CupsServer cups = new CupsServer(folder.resolve("cups"))) {
            ZplPrinter printer =
                    new ZplPrinter(new CupsPrinter(cups.rawPrinter(paper.port()), Path.of(""), PATIENCE), dpi);
            String job = printer.print(pdf);
            await().atMost(PATIENCE).until(() -> printer.standing(job).state() == JobState.DONE);
            List<ZplPaper.Label> printed = paper.labels();
            assertThat(printed).hasSameSizeAs(labels);
            for (int i = 0; i < printed.size(); i++) {
                assertThat(printed.get(i).width()).isCloseTo(width, within(1));
                assertThat(printed.get(i).height()).isCloseTo(height, within(1));
                assertThat(printed.get(i).code())
                        .contains(labels.get(i).content().name())
                        .contains(labels.get(i).content().pop().orElseThrow().reveal());
            }
        }
    }
}
