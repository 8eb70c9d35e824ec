package org.twomes.station.sticker.draw;

import org.twomes.station.sticker.template.Box;

/**
 * How a label is divided: the QR code at the left with the text beside it, or above the text on a label that is about square.
 * All in millimetres from the label's top left corner.
 *
 * @param width available on the label
 * @param height available on the label
 */
record LabelFace(double width, double height) {
    /** From this ratio of width to height on, the text stands beside the code. */
    private static final double WIDE = 1.35;

    /** The code's largest part of the width (text beside) or of the height (text below). */
    private static final double CODE_OF_WIDTH = 0.56;

    private static final double CODE_OF_HEIGHT = 0.74;

    /** Free strip at the label's edge, for what a printer is out of true. */
    private static final double MARGIN_MM = 1.3;

    /** Whether the text stands beside the code. */
    boolean beside() {
        return width >= WIDE * height;
    }

    /** The largest side the code may have, quiet zone included. */
    double codeSide() {
        return beside() ? Math.min(height, CODE_OF_WIDTH * width) : Math.min(width, CODE_OF_HEIGHT * height);
    }

    /** Where the code goes, quiet zone included. */
    Box code(double sideMm) {
        return beside()
                ? new Box(0, (height - sideMm) / 2, sideMm, sideMm)
                : new Box((width - sideMm) / 2, 0, sideMm, sideMm);
    }

    /** Where the text goes: as high as the dark part of the code, or what is left below it. */
    Box text(QrCode code) {
        double side = code.sideMm();
        if (beside()) {
            double quiet = Math.max(QrCode.QUIET_ZONE * code.moduleMm(), MARGIN_MM);
            double top = (height - side) / 2 + quiet;
            return new Box(side, top, width - MARGIN_MM - side, height - 2 * top);
        }
        return new Box(MARGIN_MM, side, width - 2 * MARGIN_MM, height - side - MARGIN_MM);
    }
}
