package org.twomes.station.ledger;

/**
 * A place on a sheet. On a roll each label is a sheet of its own.
 *
 * @param sheetId the sheet's row
 * @param sheet the sheet's readable number, e.g. {@code line-1-0007}
 * @param position 1..n, row by row
 * @param capacity labels on the sheet, 1 on a roll
 */
public record LabelPlace(long sheetId, String sheet, int position, int capacity) {
    /** What tells the operator which label it is: its position on the sheet, or its running number on a roll. */
    public int number() {
        return onRoll() ? Integer.parseInt(sheet.substring(sheet.lastIndexOf('-') + 1)) : position;
    }

    /** As {@code label 3 on sheet line-1-0007}, or {@code label 7 of the roll (line-1-0007)}. */
    public String words() {
        return "label " + number() + (onRoll() ? " of the roll (" + sheet + ")" : " on sheet " + sheet);
    }

    private boolean onRoll() {
        return capacity == 1;
    }
}
