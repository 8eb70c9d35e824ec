package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.StickerSection.Mode;
import org.twomes.station.sticker.template.LabelTemplates;

/** Labels all over each template are read by ZXing and by zbar (from what poppler renders) at 300 and at 203 dpi. */
@Tag("rig")
class ShippedTemplatesTest {
    @TempDir
    Path folder;

    static Stream<Arguments> cases() {
        return LabelTemplates.shipped().all().stream()
                .flatMap(template -> Stream.of(
                        Arguments.of(template.code(), 0, OptionalInt.empty(), 300),
                        Arguments.of(template.code(), 203, OptionalInt.of(1), 203)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLabelIsReadByZxingAndZbar(String code, int dpi, OptionalInt security, int rendered) throws Exception {
        StickerSection settings = Labels.settings(Mode.SHEET, 0.33, dpi, security);
        SheetRenderer printer = new SheetRenderer(Labels.template(code), settings, Labels.NAME);
        List<PlacedLabel> labels = Labels.from(1, printer.capacity());
        // All of the default sheet; elsewhere a part that meets every row and column.
        int step = code.equals("L7651") ? 1 : Labels.template(code).columns() - 1;
        labels.removeIf(label -> (printer.capacity() - label.position()) % step != 0);
        Path pdf = folder.resolve(code + ".pdf");
        printer.write(pdf, Labels.SPEC, labels);

        List<ReadLabel> read = SheetReader.read(pdf);
        assertThat(read.stream().map(label -> label.name().orElseThrow()).toList())
                .isEqualTo(Labels.names(labels));
        assertThat(Zbar.read(pdf, rendered, Labels.template(code), labels))
                .isEqualTo(read.stream().map(label -> label.payload().reveal()).toList());
    }
}
