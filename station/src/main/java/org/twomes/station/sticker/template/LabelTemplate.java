package org.twomes.station.sticker.template;

import java.util.List;

/**
 * The geometry of a sheet of labels. Lengths are millimetres, origin is the page's top left corner, positions are 1..n row by
 * row.
 *
 * @param code the maker's code, e.g. {@code L7651}
 * @param also codes of sheets with the same geometry
 * @param material what the labels are made of, for people
 * @param pageWidthMm width of the page
 * @param pageHeightMm height of the page
 * @param labelWidthMm width of a label
 * @param labelHeightMm height of a label
 * @param columns labels in a row
 * @param rows rows on a page
 * @param leftMm left edge of the first label
 * @param topMm top edge of the first label
 * @param pitchXMm from one label's left edge to the next one's
 * @param pitchYMm from one label's top edge to the next one's
 */
public record LabelTemplate(
        String code,
        List<String> also,
        String material,
        double pageWidthMm,
        double pageHeightMm,
        double labelWidthMm,
        double labelHeightMm,
        int columns,
        int rows,
        double leftMm,
        double topMm,
        double pitchXMm,
        double pitchYMm) {

    /** Copies the list. */
    public LabelTemplate {
        also = List.copyOf(also);
    }

    /** Labels on a sheet. */
    public int count() {
        return columns * rows;
    }

    /** Whether {@code name} is this template's code or one of its aliases, in any case. */
    public boolean isCalled(String name) {
        return code.equalsIgnoreCase(name) || also.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Where the label at {@code position} (1..{@link #count()}) lies. */
    public Box box(int position) {
        int column = (position - 1) % columns;
        int row = (position - 1) / columns;
        return new Box(leftMm + column * pitchXMm, topMm + row * pitchYMm, labelWidthMm, labelHeightMm);
    }

    /** The same label alone on a page of its own size, as a roll has it. */
    public LabelTemplate roll() {
        return new LabelTemplate(
                code,
                also,
                material,
                labelWidthMm,
                labelHeightMm,
                labelWidthMm,
                labelHeightMm,
                1,
                1,
                0,
                0,
                labelWidthMm,
                labelHeightMm);
    }
}
