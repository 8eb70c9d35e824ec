package org.twomes.station.sticker.draw;

/**
 * A line of text at its place.
 *
 * @param text drawable characters
 * @param bold which of the two typefaces
 * @param sizeMm font size in millimetres
 * @param x left end in millimetres
 * @param baseline in millimetres from the top
 */
public record TextRun(String text, boolean bold, double sizeMm, double x, double baseline) {}
