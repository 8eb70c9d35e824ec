package org.twomes.station.sticker;

/**
 * A label at its place.
 *
 * @param position 1..n on the sheet, row by row; on a roll the label's number, 1 or more
 * @param content what it says
 */
public record PlacedLabel(int position, LabelContent content) {}
