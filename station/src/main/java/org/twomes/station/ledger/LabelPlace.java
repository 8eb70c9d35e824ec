package org.twomes.station.ledger;

/**
 * A place on a sheet.
 *
 * @param sheetId the sheet's row
 * @param sheet the sheet's readable number, e.g. {@code line-1-0007}
 * @param position 1..n, row by row
 */
public record LabelPlace(long sheetId, String sheet, int position) {}
