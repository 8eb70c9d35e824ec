package org.twomes.station.sticker.template;

/**
 * A line of text on a label; what is too wide for it goes on in a further line.
 *
 * @param text with fields in braces, such as {@code {name}}
 * @param bold which of the two typefaces
 * @param foot whether it stands at the foot of the text, rather than under the lines before
 * @param size how large it is
 */
public record DesignLine(String text, boolean bold, boolean foot, Size size) {
    /**
     * A line's size. On a label that is too small for all its lines at their sizes, all shrink alike.
     *
     * @param kind what decides it
     * @param mostMm font size in millimetres where the kind is FIXED
     * @param leastMm the smallest font size in millimetres that still is readable: the longest content that is known when the
     *     configuration is loaded must fit at it
     */
    public record Size(Kind kind, double mostMm, double leastMm) {}

    /** What decides a line's size. */
    public enum Kind {
        /** An eighth of the text's height, within what the eye likes. */
        AUTO,
        /** As large as the label's width lets it be, in up to two lines. */
        FILL,
        /** Given. */
        FIXED
    }
}
