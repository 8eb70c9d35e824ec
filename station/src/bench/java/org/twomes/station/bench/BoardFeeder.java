package org.twomes.station.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Whoever plugs the boards of a batch: fills the slots, and puts the next board into a slot as soon as it is free, until each
 * has had its boards.
 */
final class BoardFeeder {
    private final RigProcess rig;
    private final RunRecorder recorder;
    private final int slots;
    private final String faults;
    private final int[] left;
    private final long[] firstPlugged;
    private final long[] ended;
    private final Plug[] plugs;
    private final List<Done> done = new ArrayList<>();

    /** When a board was plugged, and its node. */
    record Plug(long nanos, Instant at, String node) {}

    /** A board that ended: its way and its plugging. */
    record Done(RunRecorder.Recorded run, Plug plug, double firstByte) {}

    BoardFeeder(RigProcess rig, RunRecorder recorder, int slots, int rounds, String faults) {
        this.rig = rig;
        this.recorder = recorder;
        this.slots = slots;
        this.faults = faults;
        left = new int[slots];
        Arrays.fill(left, rounds);
        firstPlugged = new long[slots];
        ended = new long[slots];
        plugs = new Plug[slots];
    }

    /** Makes the first boards ready, which takes no time of the measurement. */
    void ready() throws IOException {
        for (int slot = 0; slot < slots; slot++) {
            take(slot);
        }
    }

    /** Plugs the first boards, each {@code apart} from the one before, and feeds the slots until the last board ended. */
    void work(Duration apart, ToDoubleFunction<Plug> firstByte) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int slot = 0; slot < slots; slot++) {
            long early = start + slot * apart.toNanos() - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(early);
            firstPlugged[slot] = plug(slot).nanos();
        }
        for (int open = slots; open > 0; ) {
            RunRecorder.News news = recorder.next();
            int slot = news.slot();
            if (!news.gone()) {
                ended[slot] = System.nanoTime();
                Plug plug = plugs[slot];
                done.add(new Done(recorder.of(slot), plug, firstByte.applyAsDouble(plug)));
                if (--left[slot] > 0) {
                    rig.unplug(slot);
                } else {
                    open--;
                }
            } else if (left[slot] > 0) {
                take(slot);
                plug(slot);
            }
        }
    }

    /** Pulls the last boards, and waits until the station has seen that. */
    void clear() throws IOException, InterruptedException {
        for (int slot = 0; slot < slots; slot++) {
            rig.unplug(slot);
        }
        for (int gone = 0; gone < slots; ) {
            gone += recorder.next().gone() ? 1 : 0;
        }
    }

    List<Done> done() {
        return done;
    }

    /** Seconds a board, the mean of all slots. */
    double cycle() {
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            sum += BenchStation.seconds(ended[slot] - firstPlugged[slot]);
        }
        return sum / done.size();
    }

    private void take(int slot) throws IOException {
        recorder.begin(slot);
        rig.take(slot, faults);
    }

    private Plug plug(int slot) throws IOException {
        long nanos = System.nanoTime();
        Instant at = Instant.now();
        plugs[slot] = new Plug(nanos, at, rig.plug(slot));
        return plugs[slot];
    }
}
