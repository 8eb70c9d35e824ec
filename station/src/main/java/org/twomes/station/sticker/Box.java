package org.twomes.station.sticker;

/**
 * A rectangle in millimetres, origin top left, y downwards.
 *
 * @param left left edge
 * @param top top edge
 * @param width width
 * @param height height
 */
record Box(double left, double top, double width, double height) {
    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    Box moved(double dx, double dy) {
        return new Box(left + dx, top + dy, width, height);
    }
}
