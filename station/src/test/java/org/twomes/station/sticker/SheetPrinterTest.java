package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.StickerSection.Mode;

class SheetPrinterTest {
    @TempDir
    Path folder;

    private Path pdf() {
        return folder.resolve("L1-0007.pdf");
    }

    @Test
    void partUsedSheetWithAVoidPositionReadsBackAtItsPlaces() throws Exception {
        List<PlacedLabel> labels = Labels.from(14, 30);
        labels.removeIf(label -> label.position() == 20);
        Collections.shuffle(labels, new Random(7));
        printer().write(pdf(), Labels.SPEC, labels);

        List<ReadLabel> read = SheetReader.read(pdf());
        assertThat(read)
                .extracting(ReadLabel::position)
                .doesNotContain(20)
                .startsWith(14)
                .endsWith(30)
                .isSorted();
        for (ReadLabel label : read) {
            assertThat(label.name()).contains(Labels.content(label.position()).name());
        }
    }

    @Test
    void fileIsOwnersOnlyAndAlone() throws Exception {
        Files.writeString(folder.resolve(".L1-0007.pdf.part"), "left by a killed process");
        printer().write(pdf(), Labels.SPEC, Labels.from(1, 2));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pdf())))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(pdf()::equals);
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void equalSheetsAreEqualFiles() throws Exception {
        printer().write(pdf(), Labels.SPEC, Labels.from(1, 65));
        byte[] first = Files.readAllBytes(pdf());
        printer().write(pdf(), Labels.SPEC, Labels.from(1, 65));
        assertThat(Files.readAllBytes(pdf())).isEqualTo(first);
    }

    @Test
    void saysActualSizeCoverStripAndTextButNoToken() throws Exception {
        printer().write(pdf(), Labels.SPEC, Labels.from(3, 5));
        try (PDDocument document = Loader.loadPDF(pdf().toFile())) {
            assertThat(document.getDocumentCatalog().getViewerPreferences().getPrintScaling())
                    .isEqualTo("None");
            assertThat(document.getPage(0).getResources().getXObjectNames()).isEmpty();
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("L1-0007", "line-1", "2026-11-24 early", "ESP32DEV_v3.0.0", "positions 3 to 5 (3 labels)")
                    .contains("D3E74D", "2026-11-24 14:08", "A4", "L1-0007/3");
            for (PlacedLabel label : Labels.from(3, 5)) {
                assertThat(text)
                        .doesNotContain(label.content().pop().orElseThrow().reveal());
            }
        }
    }

    @Test
    void rollHasAPageOfTheLabelsSizeForEach() throws Exception {
        SheetPrinter roll = new SheetPrinter(
                Labels.template("L6009"),
                Labels.settings(Mode.ROLL, 0.33, 203, OptionalInt.of(1), 0.5, -0.4),
                Labels.NAME);
        assertThat(roll.capacity()).isEqualTo(1);
        List<PlacedLabel> labels = Labels.from(40, 49);
        roll.write(pdf(), Labels.SPEC, labels);
        assertThat(SheetReader.names(pdf())).isEqualTo(Labels.names(labels));
        try (PDDocument document = Loader.loadPDF(pdf().toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(10);
            float points = document.getPage(9).getMediaBox().getWidth();
            assertThat(points / 72 * 25.4).isBetween(45.69, 45.71);
        }
    }

    @Test
    void offsetMovesTheLabels() throws Exception {
        List<PlacedLabel> labels = Labels.from(1, 1);
        printer().write(pdf(), Labels.SPEC, labels);
        Path moved = folder.resolve("moved.pdf");
        new SheetPrinter(
                        Labels.template("L7651"),
                        Labels.settings(Mode.SHEET, 0.33, 0, OptionalInt.empty(), 2, -3),
                        Labels.NAME)
                .write(moved, Labels.SPEC, labels);
        assertThat(firstInk(moved)[0] - firstInk(pdf())[0]).isBetween(23, 24); // 2 mm at 300 dpi
        assertThat(SheetReader.names(moved)).isEqualTo(Labels.names(labels));
    }

    @Test
    void positionsOffTheSheetOrTwiceAreRefused() throws Exception {
        SheetPrinter printer = printer();
        List<PlacedLabel> twice = new ArrayList<>(Labels.from(1, 2));
        twice.add(new PlacedLabel(2, Labels.content(9)));
        assertFault(StickerFault.BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, twice));
        assertFault(StickerFault.BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, Labels.from(66, 66)));
        assertFault(StickerFault.BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, Labels.from(0, 0)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wipedTokenIsRefusedButCanBePreviewed() throws Exception {
        LabelContent c = Labels.content(1);
        List<PlacedLabel> wiped = List.of(new PlacedLabel(
                1, new LabelContent(c.name(), c.deviceType(), c.slot(), c.at(), c.zone(), Optional.empty(), false)));
        SheetPrinter printer = printer();
        assertFault(StickerFault.TOKEN_GONE, () -> printer.write(pdf(), Labels.SPEC, wiped));
        assertThat(folder).isEmptyDirectory();
        assertThat(ImageIO.read(new ByteArrayInputStream(printer.preview(Labels.SPEC, wiped, 60, false)))
                        .getWidth())
                .isBetween(495, 497);
    }

    @Test
    void codeThatCannotBeReadIsNotReleased() throws Exception {
        LabelTemplate tiny = new LabelTemplate("TINY", List.of(), "", 210, 297, 25.4, 10, 1, 1, 10, 20, 26, 10);
        SheetPrinter printer =
                new SheetPrinter(tiny, Labels.settings(Mode.SHEET, 0.05, 0, OptionalInt.empty()), Labels.NAME);
        Files.writeString(pdf(), "the sheet before");
        List<PlacedLabel> dense = List.of(new PlacedLabel(1, Labels.named("N".repeat(300), "Generic-Test", "A1")));
        assertFault(StickerFault.UNREADABLE, () -> printer.write(pdf(), Labels.SPEC, dense));
        assertThat(Files.readString(pdf())).isEqualTo("the sheet before");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void nameThatDoesNotFitIsRefusedWithItsName() throws Exception {
        List<PlacedLabel> labels = List.of(new PlacedLabel(1, Labels.named("N".repeat(400), "Generic-Test", "A1")));
        SheetPrinter printer = printer();
        assertFault(StickerFault.TOO_SMALL, () -> printer.write(pdf(), Labels.SPEC, labels));
    }

    @Test
    void folderThatCannotBeWrittenIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        SheetPrinter printer = printer();
        assertFault(StickerFault.FILE, () -> printer.write(file.resolve("a.pdf"), Labels.SPEC, Labels.from(1, 1)));
        Path taken = Files.createDirectories(folder.resolve("taken.pdf/inside")).getParent();
        assertFault(StickerFault.FILE, () -> printer.write(taken, Labels.SPEC, Labels.from(1, 1)));
        assertThat(folder.resolve(".taken.pdf.part")).doesNotExist();
    }

    @Test
    void previewHidesTheCodesUnlessAsked() throws Exception {
        List<PlacedLabel> labels = Labels.from(1, 3);
        for (boolean reveal : new boolean[] {false, true}) {
            Path png = folder.resolve(reveal + ".png");
            Files.write(png, printer().preview(Labels.SPEC, labels, 300, reveal));
            ProcessBuilder zbar = new ProcessBuilder("zbarimg", "-q", "--raw", "--nodbus", png.toString());
            String read = new String(zbar.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read.contains("\"pop\"")).isEqualTo(reveal);
        }
    }

    @Test
    void calibrationPageHasOutlinesAndARuler() throws Exception {
        printer().calibration(pdf(), Labels.AT);
        try (PDDocument document = Loader.loadPDF(pdf().toFile())) {
            assertThat(new PDFTextStripper().getText(document)).contains("L7651", "actual size", "100 mm long");
        }
        // The first label's left edge at 4.67 mm, at 300 dpi.
        assertThat(firstInk(pdf())[0]).isBetween(54, 56);
    }

    @Test
    void whatIsNoSheetIsRefusedByTheReader() throws Exception {
        Path file = Files.writeString(folder.resolve("x.pdf"), "%PDF-1.4 no");
        assertFault(StickerFault.FILE, () -> SheetReader.read(file));
        assertFault(StickerFault.FILE, () -> SheetReader.read(folder.resolve("none.pdf")));
    }

    private static SheetPrinter printer() throws StickerException {
        return new SheetPrinter(Labels.template("L7651"), Labels.settings(), Labels.NAME);
    }

    private static void assertFault(StickerFault fault, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StickerException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    /** Leftmost dark pixel below the cover strip, at 300 dpi. */
    private static int[] firstInk(Path pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 300);
            for (int x = 0; x < image.getWidth(); x++) {
                for (int y = 120; y < image.getHeight(); y++) {
                    if ((image.getRGB(x, y) & 0xFF) < 200) {
                        return new int[] {x, y};
                    }
                }
            }
        }
        return new int[] {-1, -1};
    }
}
