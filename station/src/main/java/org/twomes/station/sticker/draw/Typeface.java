package org.twomes.station.sticker.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.twomes.station.common.OutsideText;
import org.twomes.station.sticker.LabelStock;

/** A font with its measures. Liberation Sans (SIL Open Font License), from the artifact openpdf-fonts-extra. */
public final class Typeface {
    /** Height of a capital letter, part of the size. */
    public static final double CAP_HEIGHT = 0.729;

    /** What hangs below the baseline, part of the size. */
    static final double DESCENT = 0.212;

    private static final String REPLACEMENT = "?";

    private final byte[] file;
    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;

    private Typeface(String resource) {
        try (InputStream in = LabelStock.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the font " + resource + " is missing from the program; build it anew");
            }
            file = in.readAllBytes();
            font = new TTFParser().parse(new RandomAccessReadBuffer(file));
            glyphs = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Liberation Sans. */
    public static Typeface regular() {
        return new Typeface("/liberation/LiberationSans-Regular.ttf");
    }

    /** Liberation Sans Bold. */
    public static Typeface bold() {
        return new Typeface("/liberation/LiberationSans-Bold.ttf");
    }

    /** Width of the text at size 1. */
    public synchronized double width(String text) {
        try {
            double units = 0;
            for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
                units += font.getAdvanceWidth(glyphs.getGlyphId(text.codePointAt(at)));
            }
            return units / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text in characters that the font has: controls become blanks, what is not seen goes, others without a glyph are taken apart
     * (a subscript two becomes a two), and what is left becomes a question mark.
     */
    public synchronized String drawable(String text) {
        StringBuilder out = new StringBuilder();
        OutsideText.printable(text).codePoints().forEach(character -> {
            if (Character.isWhitespace(character) || Character.isISOControl(character)) {
                out.append(' ');
            } else if (glyphs.getGlyphId(character) != 0) {
                out.appendCodePoint(character);
            } else {
                String parts = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
                boolean all = parts.codePoints().allMatch(part -> glyphs.getGlyphId(part) != 0);
                out.append(all ? parts : REPLACEMENT);
            }
        });
        return out.toString().strip();
    }

    /** The font inside a document, only the characters in use embedded, without ligatures, which would change widths. */
    PDFont in(PDDocument document) throws IOException {
        TrueTypeFont own = new TTFParser().parse(new RandomAccessReadBuffer(file));
        own.setEnableGsub(false);
        return PDType0Font.load(document, own, true);
    }
}
