package org.twomes.station.sticker.template;

import java.util.Locale;
import java.util.Optional;

/**
 * Where labels lie on the pages of a PDF. Kept in the document's information dictionary, so that a sheet can be read back
 * without knowing its template; what the labels say is read from the picture alone.
 *
 * @param first the first label, offset included
 * @param pitchXMm to the next label at the right
 * @param pitchYMm to the next label below
 * @param columns labels in a row
 * @param rows rows on a page
 */
public record LabelGrid(Box first, double pitchXMm, double pitchYMm, int columns, int rows) {
    /** Key in the information dictionary. */
    public static final String KEY = "LabelGrid";

    private static final int FIELDS = 8;

    /** The labels of {@code template}, shifted as the configuration says. */
    public static LabelGrid of(LabelTemplate template, double offsetXMm, double offsetYMm) {
        return new LabelGrid(
                template.box(1).moved(offsetXMm, offsetYMm),
                template.pitchXMm(),
                template.pitchYMm(),
                template.columns(),
                template.rows());
    }

    /**
     * The one label of a roll's page.
     *
     * @param label what of it is paper and page alike: printed too far to the left or right, one of them ends first
     */
    public static LabelGrid alone(Box label) {
        return new LabelGrid(label, label.width(), label.height(), 1, 1);
    }

    /** Labels on a page. */
    public int count() {
        return columns * rows;
    }

    /** The label at {@code position} (1..n) of a page. */
    public Box box(int position) {
        return first.moved((position - 1) % columns * pitchXMm, (double) ((position - 1) / columns) * pitchYMm);
    }

    /** The grid as a text for the metadata of a PDF; {@link #read} takes it. */
    public String written() {
        return String.format(
                Locale.ROOT,
                "%.4f %.4f %.4f %.4f %.4f %.4f %d %d",
                first.left(),
                first.top(),
                first.width(),
                first.height(),
                pitchXMm,
                pitchYMm,
                columns,
                rows);
    }

    /** The grid that {@link #written} wrote; empty for any other text. */
    public static Optional<LabelGrid> read(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            double[] mm = new double[6];
            for (int i = 0; i < mm.length; i++) {
                mm[i] = Double.parseDouble(fields[i]);
            }
            return Optional.of(new LabelGrid(
                    new Box(mm[0], mm[1], mm[2], mm[3]),
                    mm[4],
                    mm[5],
                    Integer.parseInt(fields[6]),
                    Integer.parseInt(fields[7])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
