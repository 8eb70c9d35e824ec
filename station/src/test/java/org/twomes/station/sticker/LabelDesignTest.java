package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultException;

/** What labels say beside the code: the shipped designs, and those of a user's folder. */
@Tag("fast")
class LabelDesignTest {
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    @TempDir
    Path folder;

    private LabelStock stock(Locale language, String... keys) throws Exception {
        Path file = folder.resolve("station.yaml");
        Files.writeString(
                file,
                "sticker:\n" + Stream.of(keys).map(key -> "  " + key + "\n").reduce("", String::concat));
        StationConfig config = ConfigFile.load(file, Map.of());
        return new LabelStock(config.sticker(), config.device(), language, settings -> Optional.empty());
    }

    private LabelStock designed(String yaml, String... keys) throws Exception {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("design-mine.yaml"), yaml);
        Files.copy(
                Path.of("../config/labels/L7651.yaml"), own.resolve("L7651.yaml"), StandardCopyOption.REPLACE_EXISTING);
        String[] all = Stream.concat(Stream.of("design: mine", "templates: own"), Arrays.stream(keys))
                .toArray(String[]::new);
        return stock(Locale.ENGLISH, all);
    }

    private ReadPdf printed(LabelStock stock) throws IOException {
        Path pdf = folder.resolve("sheet.pdf");
        stock.printer().write(pdf, Labels.SPEC, Labels.from(1, 2));
        return ReadPdf.of(pdf);
    }

    private static String pop(int position) {
        return Labels.content(position).pop().orElseThrow().reveal();
    }

    @Test
    void theProductLabelSaysTheProductInTheChosenLanguageAndNoPopUnlessAsked() throws Exception {
        assertThat(printed(stock(Locale.ENGLISH, "design: product")).words())
                .contains(
                        "Testmeetapparaatje",
                        "Scan with the app",
                        Labels.content(1).name(),
                        "2648")
                .doesNotContain(pop(1))
                .doesNotContain("Code:");
        assertThat(printed(stock(DUTCH, "design: product", "showPop: true")).words())
                .contains("Scan met de app", "Code: " + pop(1), "Code: " + pop(2));
    }

    @Test
    void everyShippedDesignGoesOnTheUsualLabelsWithTheLongestProductName() {
        for (String key : List.of("mode: sheet", "mode: roll")) {
            for (int dpi : new int[] {0, 203, 300}) {
                assertThatCode(() -> stock(DUTCH, "design: product", "showPop: true", key, "dpi: " + dpi))
                        .as(key + " " + dpi)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void previewsHideTheReadablePopToo() throws Exception {
        LabelStock stock = stock(Locale.ENGLISH, "design: product", "showPop: true");
        byte[] hidden = stock.printer().preview(Labels.SPEC, Labels.from(1, 1), 300, false);
        PlacedLabel other = new PlacedLabel(1, Labels.content(1));
        LabelContent c = other.content();
        PlacedLabel sameButToken = new PlacedLabel(
                1,
                new LabelContent(
                        c.name(),
                        c.deviceType(),
                        c.slot(),
                        c.at(),
                        Labels.content(5).pop(),
                        false,
                        Map.of(),
                        OwnPayload.NONE));
        assertThat(stock.printer().preview(Labels.SPEC, List.of(sameButToken), 300, false))
                .isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({
        "'{pop}', 'sticker.showPop: true'",
        "'{colour}', '{colour} is not a field'",
        "'{name', 'brace that belongs to no field'",
    })
    void aLineThatMayNotBeIsRefusedWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> designed("lines:\n  - text: \"" + text + "\"\n"))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("design-mine.yaml:2:5: lines[0].text: ")
                .hasMessageContaining(why);
    }

    @Test
    void linesThatDoNotFitAreRefusedWhenTheConfigurationIsLoaded() {
        assertThatThrownBy(() -> designed("lines:\n  - text: \"{product}\"\n    size: 6mm\n    least: 5mm\n"))
                .hasMessageContaining("label design mine")
                .hasMessageContaining("do not fit at their least sizes into")
                .hasMessageContaining("met cv-ketelmodule en kamermodule' (sticker.names)");
    }

    @Test
    void aLogoThatIsADrawingStaysOneAndTheMarksPlaceStaysFree() throws Exception {
        pdf(Files.createDirectories(folder.resolve("own")).resolve("logo.pdf"), 40, 10);
        LabelStock stock = designed(
                "lines:\n  - text: \"{name}\"\nlogo:\n  file: logo.pdf\n  height: 2.5mm\nmarks:\n  height: 5mm\n");
        printed(stock);
        try (PDDocument document = Loader.loadPDF(folder.resolve("sheet.pdf").toFile())) {
            PDResources resources = document.getPage(0).getResources();
            int forms = 0;
            for (COSName name : resources.getXObjectNames()) {
                assertThat(resources.getXObject(name)).isInstanceOf(PDFormXObject.class);
                forms++;
            }
            assertThat(forms).as("once, however many labels").isEqualTo(1);
        }
        BufferedImage label = label(stock);
        // Beside the code (at most 21.17 mm wide) at the top of the text: red; above the bottom edge 5 mm of white.
        assertThat(holds(label, Color.RED, 0, label.getHeight() / 2)).isTrue();
        int free = (int) (5 / 25.4 * 300);
        int bottom = label.getHeight() - (int) (2.5 / 25.4 * 300);
        assertThat(inkAtTheRight(label, bottom - free, bottom)).isFalse();
    }

    @Test
    void aPngIsDrawnAndAnSvgIsRefusedWithTheWayOut() throws Exception {
        BufferedImage red = new BufferedImage(40, 10, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = red.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 40, 10);
        graphics.dispose();
        ImageIO.write(
                red,
                "png",
                Files.createDirectories(folder.resolve("own"))
                        .resolve("logo.png")
                        .toFile());
        String lines = "lines:\n  - text: \"{name}\"\nlogo:\n  height: 2.5mm\n  file: ";
        LabelStock stock = designed(lines + "logo.png\n");
        printed(stock);
        assertThat(holds(label(stock), Color.RED, 0, 100)).isTrue();
        assertThatThrownBy(() -> designed(lines + "logo.svg\n"))
                .hasMessageContaining("design-mine.yaml:5:3: file: ")
                .hasMessageContaining("rsvg-convert --format=pdf");
    }

    @Test
    void ownFieldsAreFilledAndPiecesWithoutAnyAreLeftOut() throws Exception {
        LabelStock stock = designed("lines:\n  - text: \"{data.serial} · {name} · {data.none}\"\n");
        LabelContent c = Labels.content(1);
        LabelContent own = new LabelContent(
                c.name(),
                c.deviceType(),
                c.slot(),
                c.at(),
                c.pop(),
                false,
                Map.of("data.serial", "S-77"),
                OwnPayload.NONE);
        Path pdf = folder.resolve("own.pdf");
        stock.printer().write(pdf, Labels.SPEC, List.of(new PlacedLabel(1, own)));
        assertThat(ReadPdf.of(pdf).words()).contains("S-77", c.name()).doesNotContain(c.name() + " ·");
    }

    /** The first label of the sheet, at 300 dpi, of its page's colours. */
    private BufferedImage label(LabelStock stock) throws IOException {
        assertThat(stock.capacity()).isEqualTo(65);
        try (PDDocument document = Loader.loadPDF(folder.resolve("sheet.pdf").toFile())) {
            BufferedImage page = new org.apache.pdfbox.rendering.PDFRenderer(document).renderImageWithDPI(0, 300);
            double dot = 300 / 25.4;
            return page.getSubimage((int) (4.67 * dot), (int) (10.9 * dot), (int) (38.1 * dot), (int) (21.17 * dot));
        }
    }

    private static boolean holds(BufferedImage image, Color colour, int top, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean inkAtTheRight(BufferedImage image, int top, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = image.getWidth() * 3 / 4; x < image.getWidth() - 10; x++) {
                if ((image.getRGB(x, y) & 0xFF) < 200) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void pdf(Path file, float width, float height) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setNonStrokingColor(Color.RED);
                content.addRect(0, 0, width, height);
                content.fill();
            }
            document.save(file.toFile());
        }
    }
}
