package org.twomes.station.sticker;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.read.Picture;
import org.twomes.station.sticker.read.Render;
import org.twomes.station.sticker.template.LabelGrid;

/** Reads the QR codes of a label PDF from its rendered pages, as a camera would. */
public final class SheetReader {
    private static final List<Function<LuminanceSource, Binarizer>> EASY = List.of(HybridBinarizer::new);

    private static final List<Function<LuminanceSource, Binarizer>> THOROUGH = List.of(
            GlobalHistogramBinarizer::new,
            label -> new HybridBinarizer(codeOnly(label)),
            label -> new GlobalHistogramBinarizer(codeOnly(label)));

    private SheetReader() {}

    /**
     * Reads all labels of a sheet or roll that this station made, rendered at 300 dpi, in order of position; empty places are
     * left out.
     *
     * @throws FaultException FILE when it cannot be read or is no such PDF; UNREADABLE when a label's QR code cannot
     */
    public static List<ReadLabel> read(Path pdf) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(pdf);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_FILE, pdf + ": cannot be read (" + e + ")", e);
        }
        return read(pdf.toString(), bytes, Render.OFFICE);
    }

    /** The device names on a sheet or roll in order of position, read as {@link #read}. */
    public static List<String> names(Path pdf) {
        List<String> names = new ArrayList<>();
        for (ReadLabel label : read(pdf)) {
            names.add(label.name()
                    .orElseThrow(() -> new FaultException(
                            FaultCode.LABEL_UNREADABLE,
                            pdf + ": the QR code at position " + label.position() + " is not a device's")));
        }
        return names;
    }

    /** Reads all labels of a document rendered as {@code render} says, trying hard; {@code what} names it in complaints. */
    static List<ReadLabel> read(String what, byte[] pdf, Render render) {
        return thoroughly(what, look(what, pdf, List.of(render)).get(0), render);
    }

    /** Reads the labels of a look at {@code render}, those that were not easy by trying hard. */
    static List<ReadLabel> thoroughly(String what, Look look, Render render) {
        List<ReadLabel> labels = new ArrayList<>();
        for (Sight sight : look.sights()) {
            String text = sight.easily()
                    .or(() -> decode(sight.label(), THOROUGH))
                    .orElseThrow(() -> new FaultException(
                            FaultCode.LABEL_UNREADABLE,
                            what + ": the QR code at position " + sight.position() + " cannot be read at "
                                    + render.dpi() + " dpi"));
            labels.add(new ReadLabel(sight.position(), Secret.of(text)));
        }
        return labels;
    }

    /** Looks at a document rendered in each of these ways, once each, on as many threads as the machine has processors. */
    static List<Look> look(String what, byte[] pdf, List<Render> renders) {
        return renders.parallelStream().map(render -> look(what, pdf, render)).toList();
    }

    private static Look look(String what, byte[] pdf, Render render) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String written = document.getDocumentInformation().getCustomMetadataValue(LabelGrid.KEY);
            LabelGrid grid = Optional.ofNullable(written)
                    .flatMap(LabelGrid::read)
                    .orElseThrow(() -> new FaultException(
                            FaultCode.LABEL_NOT_A_SHEET, what + ": is not a label sheet of this station"));
            List<Sight> sights = new ArrayList<>();
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                Picture picture = Picture.of(renderer, page, render);
                int before = page * grid.count();
                sights.addAll(IntStream.rangeClosed(1, grid.count())
                        .parallel()
                        .mapToObj(place -> picture.part(grid.box(place))
                                .map(label -> new Sight(before + place, label, decode(label, EASY))))
                        .flatMap(Optional::stream)
                        .toList());
            }
            return new Look(sights);
        } catch (IOException e) {
            throw new FaultException(FaultCode.LABEL_NOT_A_SHEET, what + ": is not a whole PDF file (" + e + ")", e);
        }
    }

    private static Optional<String> decode(LuminanceSource source, List<Function<LuminanceSource, Binarizer>> ways) {
        Map<DecodeHintType, Object> hints = Map.of(
                DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE), DecodeHintType.TRY_HARDER, true);
        for (Function<LuminanceSource, Binarizer> way : ways) {
            try {
                return Optional.of(new QRCodeReader()
                        .decode(new BinaryBitmap(way.apply(source)), hints)
                        .getText());
            } catch (ReaderException e) {
                // The next way: each fails on pictures that another reads.
            }
        }
        return Optional.empty();
    }

    /** The code's half of a label, without the text: at the left of a wide one, else at the top. */
    private static LuminanceSource codeOnly(LuminanceSource label) {
        int width = label.getWidth();
        int height = label.getHeight();
        return width > height
                ? label.crop(0, 0, Math.min(width, height), height)
                : label.crop(0, 0, width, height * 3 / 4);
    }

    /** The labels with ink of a document that was rendered once. */
    record Look(List<Sight> sights) {
        /** What a simple reader reads at its first try; labels that it fails on are left out. */
        List<ReadLabel> easily() {
            return sights.stream()
                    .flatMap(sight ->
                            sight.easily().stream().map(text -> new ReadLabel(sight.position(), Secret.of(text))))
                    .toList();
        }
    }

    /** A label with ink, and what the easy way makes of it. */
    private record Sight(int position, LuminanceSource label, Optional<String> easily) {}
}
