package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.StickerSection.Mode;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelTemplate;

@Tag("rig")
class SheetRendererTest {
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
            assertThat(document.getPage(0).getResources().getXObjectNames()).isEmpty();
        }
        ReadPdf sheet = ReadPdf.of(pdf());
        assertThat(sheet.scaling()).isEqualTo("None");
        assertThat(sheet.pages()).containsExactly(List.of(210.0, 297.0));
        assertThat(sheet.words())
                .contains("Sheet L1-0007 \u00b7 line-1 \u00b7 2026-11-24 early \u00b7 "
                        + "twomes-generic-esp-firmware_ESP32DEV_v3.0.0 \u00b7 positions 3 to 5 (3 labels)")
                .contains("D3E74D", "2026-11-24 14:08", "A4", "L1-0007/3");
        for (PlacedLabel label : Labels.from(3, 5)) {
            assertThat(sheet.words())
                    .doesNotContain(label.content().pop().orElseThrow().reveal());
        }
    }

    @Test
    void rollHasAPageOfTheLabelsSizeForEach() throws Exception {
        SheetRenderer roll = new SheetRenderer(
                Labels.template("L6009"),
                Labels.settings(Mode.ROLL, 0.33, 203, OptionalInt.of(1), 0.5, -0.4),
                Labels.NAME);
        assertThat(roll.capacity()).isEqualTo(1);
        List<PlacedLabel> labels = Labels.from(40, 49);
        roll.write(pdf(), Labels.SPEC, labels);
        assertThat(SheetReader.names(pdf())).isEqualTo(Labels.names(labels));
        assertThat(ReadPdf.of(pdf()).pages()).isEqualTo(Collections.nCopies(10, List.of(45.7, 21.2)));
        assertThat(ReadPdf.of(pdf()).scaling()).isEqualTo("None");
    }

    @Test
    void offsetMovesTheLabels() throws Exception {
        List<PlacedLabel> labels = Labels.from(1, 1);
        printer().write(pdf(), Labels.SPEC, labels);
        Path moved = folder.resolve("moved.pdf");
        new SheetRenderer(
                        Labels.template("L7651"),
                        Labels.settings(Mode.SHEET, 0.33, 0, OptionalInt.empty(), 2, -3),
                        Labels.NAME)
                .write(moved, Labels.SPEC, labels);
        assertThat(firstInk(moved)[0] - firstInk(pdf())[0]).isBetween(23, 24); // 2 mm at 300 dpi
        assertThat(SheetReader.names(moved)).isEqualTo(Labels.names(labels));
    }

    @Test
    void positionsOffTheSheetOrTwiceAreRefused() throws Exception {
        SheetRenderer printer = printer();
        List<PlacedLabel> twice = new ArrayList<>(Labels.from(1, 2));
        twice.add(new PlacedLabel(2, Labels.content(9)));
        assertFault(FaultCode.LABEL_BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, twice));
        assertFault(FaultCode.LABEL_BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, Labels.from(66, 66)));
        assertFault(FaultCode.LABEL_BAD_POSITION, () -> printer.write(pdf(), Labels.SPEC, Labels.from(0, 0)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wipedTokenIsRefusedButCanBePreviewed() throws Exception {
        LabelContent c = Labels.content(1);
        List<PlacedLabel> wiped = List.of(new PlacedLabel(
                1,
                new LabelContent(
                        c.name(),
                        c.deviceType(),
                        c.slot(),
                        c.at(),
                        Optional.empty(),
                        false,
                        Map.of(),
                        OwnPayload.NONE)));
        SheetRenderer printer = printer();
        assertFault(FaultCode.LABEL_TOKEN_GONE, () -> printer.write(pdf(), Labels.SPEC, wiped));
        assertThat(folder).isEmptyDirectory();
        assertThat(ImageIO.read(new ByteArrayInputStream(printer.preview(Labels.SPEC, wiped, 60, false)))
                        .getWidth())
                .isBetween(495, 497);
    }

    @Test
    void codeThatCannotBeReadIsNotReleased() throws Exception {
        LabelTemplate tiny = new LabelTemplate("TINY", List.of(), "", 210, 297, 25.4, 10, 1, 1, 10, 20, 26, 10);
        SheetRenderer printer =
                new SheetRenderer(tiny, Labels.settings(Mode.SHEET, 0.05, 0, OptionalInt.empty()), Labels.NAME);
        Files.writeString(pdf(), "the sheet before");
        List<PlacedLabel> dense = List.of(new PlacedLabel(1, Labels.named("N".repeat(300), "Generic-Test", "A1")));
        assertFault(FaultCode.LABEL_UNREADABLE, () -> printer.write(pdf(), Labels.SPEC, dense));
        assertThat(Files.readString(pdf())).isEqualTo("the sheet before");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void nameThatDoesNotFitIsRefusedWithItsName() throws Exception {
        List<PlacedLabel> labels = List.of(new PlacedLabel(1, Labels.named("N".repeat(400), "Generic-Test", "A1")));
        SheetRenderer printer = printer();
        assertFault(FaultCode.LABEL_TOO_SMALL, () -> printer.write(pdf(), Labels.SPEC, labels));
    }

    @Test
    void folderThatCannotBeWrittenIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        SheetRenderer printer = printer();
        assertFault(FaultCode.LABEL_FILE, () -> printer.write(file.resolve("a.pdf"), Labels.SPEC, Labels.from(1, 1)));
        Path taken = Files.createDirectories(folder.resolve("taken.pdf/inside")).getParent();
        assertFault(FaultCode.LABEL_FILE, () -> printer.write(taken, Labels.SPEC, Labels.from(1, 1)));
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
    void calibrationPageHasTheOutlineOfEveryLabelAtTheOffsetAndARuler() throws Exception {
        LabelTemplate template = Labels.template("L7651");
        for (double[] offset : new double[][] {{0, 0}, {1.2, -2.5}}) {
            new SheetRenderer(
                            template,
                            Labels.settings(Mode.SHEET, 0.33, 0, OptionalInt.empty(), offset[0], offset[1]),
                            Labels.NAME)
                    .calibration(pdf(), Labels.AT);
            ReadPdf page = ReadPdf.of(pdf());
            assertThat(page.words())
                    .contains("L7651", "actual size", "100 mm long")
                    .contains(String.format(Locale.ROOT, "offset %.2f mm right, %.2f mm down", offset[0], offset[1]));
            assertThat(page.scaling()).isEqualTo("None");
            assertThat(page.pages()).containsExactly(List.of(210.0, 297.0));
            BufferedImage picture = picture(pdf());
            for (int position = 1; position <= template.count(); position++) {
                outlined(picture, template.box(position).moved(offset[0], offset[1]), position);
            }
        }
    }

    @Test
    void aRollsCalibrationPageOutlinesWhatOfTheLabelIsOnThePage() throws Exception {
        for (double[] offset : new double[][] {{0.5, 0.6}, {0.5, -0.6}}) {
            new SheetRenderer(
                            Labels.template("L6009"),
                            Labels.settings(Mode.ROLL, 0.33, 203, OptionalInt.of(1), offset[0], offset[1]),
                            Labels.NAME)
                    .calibration(pdf(), Labels.AT);
            ReadPdf page = ReadPdf.of(pdf());
            assertThat(page.words()).contains(String.format(Locale.ROOT, "%.2f mm down", offset[1]));
            assertThat(page.pages()).containsExactly(List.of(45.7, 21.2));
            BufferedImage picture = picture(pdf());
            assertThat(ink(picture, 0.5, 5))
                    .as("left side, %s mm down", offset[1])
                    .isTrue();
            assertThat(ink(picture, 4, offset[1] > 0 ? 0.6 : 20.6))
                    .as("side inside the page, %s mm down", offset[1])
                    .isTrue();
        }
    }

    /** There is a line on each side of the label, and none a little inside. */
    private static void outlined(BufferedImage picture, Box label, int position) {
        double quarter = label.width() / 4;
        double middle = label.top() + label.height() / 4;
        double[][] sides = {
            {label.left(), middle}, {label.right(), middle},
            {label.left() + quarter, label.top()}, {label.left() + quarter, label.bottom()}
        };
        for (double[] side : sides) {
            assertThat(ink(picture, side[0], side[1]))
                    .as("side of label %d at %.2f, %.2f mm", position, side[0], side[1])
                    .isTrue();
        }
        for (double[] inside :
                new double[][] {{label.left() + 0.6, middle}, {label.left() + quarter, label.top() + 0.6}}) {
            assertThat(ink(picture, inside[0], inside[1]))
                    .as("within label %d", position)
                    .isFalse();
        }
    }

    /** Whether there is something dark within a quarter of a millimetre. */
    private static boolean ink(BufferedImage picture, double x, double y) {
        int column = (int) Math.round(x * 300 / 25.4);
        int row = (int) Math.round(y * 300 / 25.4);
        for (int dx = -2; dx <= 2; dx++) {
            for (int dy = -2; dy <= 2; dy++) {
                if ((picture.getRGB(column + dx, row + dy) & 0xFF) < 200) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BufferedImage picture(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFRenderer(document).renderImageWithDPI(0, 300);
        }
    }

    @Test
    void whatIsNoSheetIsRefusedByTheReader() throws Exception {
        Path file = Files.writeString(folder.resolve("x.pdf"), "%PDF-1.4 no");
        assertFault(FaultCode.LABEL_NOT_A_SHEET, () -> SheetReader.read(file));
        assertFault(FaultCode.LABEL_FILE, () -> SheetReader.read(folder.resolve("none.pdf")));
    }

    private static SheetRenderer printer() {
        return new SheetRenderer(Labels.template("L7651"), Labels.settings(), Labels.NAME);
    }

    private static void assertFault(FaultCode fault, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(fault));
    }

    /** Leftmost dark pixel below the cover strip, at 300 dpi. */
    private static int[] firstInk(Path pdf) throws Exception {
        BufferedImage image = picture(pdf);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 120; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xFF) < 200) {
                    return new int[] {x, y};
                }
            }
        }
        return new int[] {-1, -1};
    }
}
