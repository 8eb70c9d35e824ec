package org.twomes.station.sticker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.draw.CodeStyle;
import org.twomes.station.sticker.draw.FitCheck;
import org.twomes.station.sticker.draw.LabelDrawing;
import org.twomes.station.sticker.draw.QrCode;
import org.twomes.station.sticker.draw.SheetFile;
import org.twomes.station.sticker.print.CupsPrinter;
import org.twomes.station.sticker.print.ZplPrinter;
import org.twomes.station.sticker.read.Render;
import org.twomes.station.sticker.template.LabelTemplate;

/** Makes the PDF of a sheet of labels, or of a roll (one label a page), for one template. Safe for use by several threads. */
public final class SheetRenderer {
    /** cupsd answers at once; a remote one that is gone lets its commands wait for their own limit. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

    /** How each code must be easy to read; the first is the one that decides. */
    private static final List<Render> CAMERAS = List.of(Render.OFFICE, Render.THERMAL);

    private final LabelTemplate template;
    private final StickerSection settings;
    private final boolean roll;
    private final LabelDrawing drawing;
    private final Object publishing = new Object();

    /**
     * A printer for one template.
     *
     * @throws FaultException TOO_SMALL or OFF_PAGE when the longest label does not go on it, as {@link #checkFits}
     */
    public SheetRenderer(LabelTemplate template, StickerSection settings, LabelRules rules) {
        checkFits(template, settings, rules);
        this.settings = settings;
        this.roll = settings.mode() == StickerSection.Mode.ROLL;
        this.template = roll ? template.roll() : template;
        this.drawing = new LabelDrawing(this.template, settings, rules);
    }

    /**
     * Checks that the longest payload (the longest name, a 10-digit token, and security as
     * configured) goes on a label with modules large enough, that the longest
     * text which is known does at sizes that can be read, and that the offset leaves the labels on the page. Called when the configuration
     * is loaded, so that no board is finished in vain.
     *
     * @throws FaultException TOO_SMALL or OFF_PAGE, with figures and remedy
     */
    public static void checkFits(LabelTemplate template, StickerSection settings, LabelRules rules) {
        FitCheck.check(template, settings, rules);
    }

    /** Labels on a page as printed: the template's count, or 1 on a roll. */
    public int capacity() {
        return template.count();
    }

    /** The printer of the configured CUPS queue; empty when none is configured. */
    public Optional<LabelPrinter> paper() {
        return Optional.of(settings.printer())
                .filter(queue -> !queue.isEmpty())
                .map(queue -> new CupsPrinter(queue, Path.of(""), COMMAND_TIMEOUT))
                .map(queue -> settings.language() == StickerSection.PrinterLanguage.ZPL
                        ? new ZplPrinter(queue, settings.dpi())
                        : queue);
    }

    /**
     * Writes the PDF: draws it, renders it at 300 dpi (and at the printer's resolution, where configured), reads every QR code
     * back from the picture and compares it with what the label must say; only then writes it under a temporary name, forces
     * it to disk and renames it. Mode 0600. On failure the target is as it was and nothing is left behind.
     *
     * @param labels in any order; positions without a label stay empty (a part-used sheet, void positions)
     * @throws FaultException BAD_POSITION, TOKEN_GONE, TOO_SMALL, UNREADABLE or FILE
     */
    public void write(Path target, SheetSpec spec, List<PlacedLabel> labels) {
        List<PlacedLabel> ordered = ordered(spec, labels);
        List<ReadLabel> expected = drawing.expected(spec, ordered, roll);
        String what = "sheet " + spec.id();
        CodeStyle style = CodeStyle.plain();
        byte[] pdf = draw(spec, ordered, style);
        List<SheetReader.Look> looks = SheetReader.look(what, pdf, CAMERAS);
        SheetReader.Look decisive = looks.get(0);
        List<PlacedLabel> hard = hard(ordered, expected, looks);
        if (!hard.isEmpty()) {
            masked(spec, hard, style);
            pdf = draw(spec, ordered, style);
            decisive = SheetReader.look(what, pdf, List.of(Render.OFFICE)).get(0);
        }
        compare(spec, expected, SheetReader.thoroughly(what, decisive, Render.OFFICE));
        if (settings.dpi() > 0) {
            compare(spec, expected, SheetReader.read(what, pdf, new Render(settings.dpi(), true)));
        }
        synchronized (publishing) {
            SheetFile.write(target, pdf);
        }
    }

    /**
     * A picture of the sheet (of a roll: its last label), as PNG.
     *
     * @param dpi resolution, e.g. 100
     * @param reveal whether the QR codes are drawn; else frames stand in their places, as the activation tokens are in them
     */
    public byte[] preview(SheetSpec spec, List<PlacedLabel> labels, int dpi, boolean reveal) {
        byte[] pdf = draw(spec, ordered(spec, labels), reveal ? CodeStyle.plain() : CodeStyle.masked());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage image =
                    new PDFRenderer(document).renderImageWithDPI(document.getNumberOfPages() - 1, dpi, ImageType.GRAY);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, "sheet " + spec.id() + ": no preview (" + e + ")", e);
        }
    }

    /**
     * Writes a page with the labels' outlines at the configured offset, to be printed on plain paper and held over a sheet.
     *
     * @param at its date
     */
    public void calibration(Path target, Instant at) {
        byte[] pdf;
        try {
            pdf = drawing.calibration(at);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, target + ": no calibration page (" + e + ")", e);
        }
        synchronized (publishing) {
            SheetFile.write(target, pdf);
        }
    }

    /**
     * Finds another mask, which says the same in other dots, for each code that the simplest reader fails on (about 1 in 100: its
     * data happens to look like a finder pattern). They alone are drawn and looked at until all are easy or no mask is left.
     */
    private void masked(SheetSpec spec, List<PlacedLabel> labels, CodeStyle style) {
        List<PlacedLabel> hard = labels;
        for (int round = 0; round < QrCode.MASKS && !hard.isEmpty(); round++) {
            hard.forEach(label -> style.tryNext(label.position()));
            List<SheetReader.Look> looks = SheetReader.look("sheet " + spec.id(), draw(spec, hard, style), CAMERAS);
            hard = hard(hard, drawing.expected(spec, hard, roll), looks);
        }
    }

    /** The labels of which not every look easily gives what is {@code expected} of them. */
    private static List<PlacedLabel> hard(
            List<PlacedLabel> labels, List<ReadLabel> expected, List<SheetReader.Look> looks) {
        Set<ReadLabel> missing = new HashSet<>();
        for (SheetReader.Look look : looks) {
            Set<ReadLabel> unseen = new HashSet<>(expected);
            look.easily().forEach(unseen::remove);
            missing.addAll(unseen);
        }
        return IntStream.range(0, labels.size())
                .filter(i -> missing.contains(expected.get(i)))
                .mapToObj(labels::get)
                .toList();
    }

    private byte[] draw(SheetSpec spec, List<PlacedLabel> labels, CodeStyle style) {
        try {
            return drawing.draw(spec, labels, roll, style);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, "sheet " + spec.id() + ": cannot be drawn (" + e + ")", e);
        }
    }

    private List<PlacedLabel> ordered(SheetSpec spec, List<PlacedLabel> labels) {
        Set<Integer> taken = new HashSet<>();
        for (PlacedLabel label : labels) {
            boolean beyond = label.position() < 1 || (!roll && label.position() > template.count());
            if (beyond || !taken.add(label.position())) {
                throw new FaultException(
                        FaultCode.LABEL_BAD_POSITION,
                        "sheet " + spec.id() + ": position " + label.position() + " for "
                                + label.content().name()
                                + (beyond ? " is not on it (1 to " + template.count() + ")" : " is taken twice"));
            }
        }
        return labels.stream()
                .sorted(Comparator.comparingInt(PlacedLabel::position))
                .toList();
    }

    private static void compare(SheetSpec spec, List<ReadLabel> expected, List<ReadLabel> read) {
        for (int i = 0; i < Math.max(expected.size(), read.size()); i++) {
            if (i >= expected.size() || i >= read.size() || !expected.get(i).equals(read.get(i))) {
                int position = i < expected.size()
                        ? expected.get(i).position()
                        : read.get(i).position();
                throw new FaultException(
                        FaultCode.LABEL_UNREADABLE,
                        "sheet " + spec.id() + ": what is read back from the rendered page differs at position "
                                + position + "; the sheet is not released");
            }
        }
    }
}
