package org.twomes.station.rig.board;

/** The board was reset or unplugged in the middle of what it did. */
final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
        super("reset", null, false, false);
    }
}
