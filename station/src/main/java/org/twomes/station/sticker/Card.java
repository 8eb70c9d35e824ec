package org.twomes.station.sticker;

import java.util.List;

/**
 * A page of instructions for the wall.
 *
 * @param title what it is about
 * @param parts from top to bottom
 * @param foot small line at the end
 */
public record Card(String title, List<Part> parts, String foot) {
    /** Lines under a heading. */
    public record Part(String heading, List<Line> lines) {}

    /**
     * A line with a coloured sign at its left.
     *
     * @param rgb the sign's colour, 0xRRGGBB
     * @param darkWord whether the word is black on it, rather than white
     * @param word text in the sign
     * @param text what it means and what to do
     */
    public record Line(int rgb, boolean darkWord, String word, String text) {}
}
