package org.twomes.station.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** What the slots show of the boards in them, and when: the board that each slot has now, and the news of all. */
final class RunRecorder implements LineListener {
    /** A slot's board ended, or is gone. */
    record News(int slot, boolean gone) {}

    private final List<String> paths;
    private final Map<String, Recorded> current = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();

    /** One board's way. */
    static final class Recorded {
        private final int slot;
        private volatile long written;
        private volatile long wrote;
        private volatile Optional<SlotView> end = Optional.empty();
        private volatile boolean gone;

        Recorded(int slot) {
            this.slot = slot;
        }

        /** What the slot showed when the board was done or given up. */
        SlotView end() {
            return end.orElseThrow();
        }

        /** From the first block to the last one's acknowledgement, in nanoseconds. */
        long writing() {
            return wrote - written;
        }

        private void writing(boolean now) {
            if (now && written == 0) {
                written = System.nanoTime();
            } else if (!now && written != 0 && wrote == 0) {
                wrote = System.nanoTime();
            }
        }
    }

    /** Of slots with these paths. */
    RunRecorder(List<String> paths) {
        this.paths = paths;
    }

    /** A board will be plugged into a slot. */
    void begin(int slot) {
        current.put(paths.get(slot), new Recorded(slot));
    }

    Recorded of(int slot) {
        return Optional.ofNullable(current.get(paths.get(slot))).orElseThrow();
    }

    /** Waits for the next of the news. */
    News next() throws InterruptedException {
        return news.take();
    }

    /** The slots whose boards are still under way, as {@code slots} show them. */
    String under(List<SlotView> slots) {
        return slots.stream()
                .filter(slot -> Optional.ofNullable(current.get(slot.path()))
                        .filter(board -> board.end.isEmpty())
                        .isPresent())
                .map(BenchStation::words)
                .collect(Collectors.joining("; "));
    }

    @Override
    public void changed(SlotView slot) {
        Recorded board = current.get(slot.path());
        if (board == null) {
            return;
        }
        if (slot.phase() == SlotPhase.RUNNING && slot.stage() == UnitState.PROGRAMMED) {
            board.writing(slot.activity().startsWith("writing"));
        } else if (slot.stage() == UnitState.VERIFIED) {
            board.writing(false);
        } else if (board.end.isEmpty() && slot.present() && over(slot.phase())) {
            // An empty slot goes on showing the board that was in it.
            board.end = Optional.of(slot);
            news.add(new News(board.slot, false));
        } else if (board.end.isPresent() && !slot.present() && !board.gone) {
            board.gone = true;
            news.add(new News(board.slot, true));
        }
    }

    /** REMOVE_ME is no end: the label, which follows, is. */
    private static boolean over(SlotPhase phase) {
        return switch (phase) {
            case DONE, FAILED, HELD, UNUSABLE -> true;
            case EMPTY, WAITING, RUNNING, OPERATOR, REMOVE_ME -> false;
        };
    }
}
