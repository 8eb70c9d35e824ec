package org.twomes.station.sticker.template;

/**
 * A rectangle in millimetres, origin top left, y downwards.
 *
 * @param left left edge
 * @param top top edge
 * @param width width
 * @param height height
 */
public record Box(double left, double top, double width, double height) {
    /** Right edge. */
    public double right() {
        return left + width;
    }

    /** Bottom edge. */
    public double bottom() {
        return top + height;
    }

    /** The same size elsewhere. */
    public Box moved(double dx, double dy) {
        return new Box(left + dx, top + dy, width, height);
    }
}
