package org.twomes.station.rig.board;

/** Until when a loader and its flash chip are busy: an erase may go on in the chip while the loader does something else. */
final class FlashClock {
    private final LoaderMachine.Board board;
    private long loaderFree;
    private long chipFree;

    FlashClock(LoaderMachine.Board board) {
        this.board = board;
    }

    /** Both are busy for {@code nanos} more. */
    void busy(long nanos) {
        loaderFree = Math.max(board.now(), Math.max(loaderFree, chipFree)) + nanos;
    }

    /** The loader is busy until {@code loader}, the chip until {@code chip}, in {@link System#nanoTime}. */
    void busyUntil(long loader, long chip) {
        loaderFree = loader;
        chipFree = chip;
    }

    void awaitLoader() {
        board.waitFor(loaderFree);
    }

    /** Until the chip can be read or written. */
    void awaitChip() {
        board.waitFor(Math.max(loaderFree, chipFree));
    }
}
