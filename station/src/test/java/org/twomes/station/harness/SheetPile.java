package org.twomes.station.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.QrPayload;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.SheetReader;

/** The folder of label sheets as anybody sees it who opens it. */
final class SheetPile {
    /** ISO 32000-1, 7.5.5: the last line of a PDF. */
    private static final String END_MARK = "%%EOF";

    private static final int END_BYTES = 32;

    private final Path folder;
    private final Map<Path, FileTime> sound = new HashMap<>();
    private final Set<Path> halfWritten = new HashSet<>();

    SheetPile(Path folder) {
        this.folder = folder;
    }

    /** Opens what is new; a file that shows as a PDF must be a whole one, whenever one looks. */
    void look() throws IOException {
        for (Path pdf : visible()) {
            try {
                FileTime written = Files.getLastModifiedTime(pdf);
                if (!written.equals(sound.get(pdf)) && whole(pdf)) {
                    sound.put(pdf, written);
                }
            } catch (NoSuchFileException e) {
                continue;
            }
        }
    }

    /** Files that were found half written so far. */
    int halfWritten() {
        return halfWritten.size();
    }

    /** Whether the name of a PDF that is being written stands in the folder, hidden as it must be. */
    boolean writing() throws IOException {
        return names().anyMatch(file -> !shows(file));
    }

    /** PDFs that show. */
    List<Path> visible() throws IOException {
        return names().filter(SheetPile::shows).toList();
    }

    /** The labels on all sheets, as ZXing reads them from the rendered pages. */
    List<Records.Label> read() throws IOException {
        List<Records.Label> labels = new ArrayList<>();
        for (Path pdf : visible()) {
            try {
                String sheet = String.valueOf(pdf.getFileName()).replace(".pdf", "");
                SheetReader.read(pdf).forEach(label -> labels.add(label(sheet, label)));
            } catch (FaultException e) {
                halfWritten.add(pdf);
            }
        }
        return labels;
    }

    private static Records.Label label(String sheet, ReadLabel label) {
        Optional<QrPayload> payload = QrPayload.parse(label.payload());
        return new Records.Label(
                new Records.Place(sheet, label.position()),
                payload.map(QrPayload::name).orElse(""),
                payload.map(QrPayload::pop).orElse(label.payload()));
    }

    private boolean whole(Path pdf) throws IOException {
        byte[] bytes = Files.readAllBytes(pdf);
        // PDFBox reads much that is cut off; the end mark tells.
        String end = new String(
                bytes,
                Math.max(0, bytes.length - END_BYTES),
                Math.min(bytes.length, END_BYTES),
                StandardCharsets.ISO_8859_1);
        boolean whole = end.strip().endsWith(END_MARK) && loads(bytes);
        if (!whole) {
            halfWritten.add(pdf);
        }
        return whole;
    }

    private static boolean loads(byte[] bytes) {
        try {
            Loader.loadPDF(bytes).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Stream<Path> names() throws IOException {
        if (Files.notExists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }

    private static boolean shows(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".pdf") && !name.startsWith(".");
    }
}
