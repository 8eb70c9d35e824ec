package org.twomes.station.ledger;

import org.jdbi.v3.core.mapper.PropagateNull;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;

/**
 * A place on a sheet. On a roll each label is a sheet of its own.
 *
 * @param sheetId the sheet's row
 * @param sheet the sheet's readable number, e.g. {@code line-1-0007}
 * @param position 1..n, row by row
 * @param capacity labels on the sheet, 1 on a roll
 * @param state whether the label there is valid
 */
public record LabelPlace(long sheetId, @PropagateNull String sheet, int position, int capacity, LabelState state) {
    /** As the database has it. */
    @JdbiConstructor
    public LabelPlace {}

    /** The place of a valid label. */
    public LabelPlace(long sheetId, String sheet, int position, int capacity) {
        this(sheetId, sheet, position, capacity, LabelState.VALID);
    }

    /** What tells the operator which label it is: its position on the sheet, or its running number on a roll. */
    public int number() {
        return onRoll() ? Integer.parseInt(sheet.substring(sheet.lastIndexOf('-') + 1)) : position;
    }

    /** As {@code label 3 on sheet line-1-0007}, or {@code label 7 of the roll (line-1-0007)}; says so if it is not valid. */
    public String text() {
        String where = "label " + number() + (onRoll() ? ofRoll() : " on sheet " + sheet);
        return switch (state) {
            case VALID -> where;
            case VOID -> where + " (void: the board was prepared again before it was printed)";
            case DEAD -> where + " (dead: the board was prepared again; throw the label away)";
        };
    }

    /** As {@code label 3 of line-1-0007}, or {@code label 7 of the roll (line-1-0007)}. */
    String shortWords() {
        return "label " + number() + (onRoll() ? ofRoll() : " of " + sheet);
    }

    private String ofRoll() {
        return " of the roll (" + sheet + ")";
    }

    private boolean onRoll() {
        return capacity == 1;
    }
}
