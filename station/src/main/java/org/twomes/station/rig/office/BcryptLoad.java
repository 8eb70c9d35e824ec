package org.twomes.station.rig.office;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What load does to the real server, as measured on two cores: one bcrypt a call takes 0.25 s alone and 15 to 19 s when 40 are
 * in flight; parallel inserts deadlock in MariaDB (500) from about 10 calls on, about one in ten, and none do at 4 or 8.
 */
public final class BcryptLoad {
    /** Costs nothing. */
    public static final BcryptLoad NONE = new BcryptLoad(Duration.ZERO);

    private static final int CORES = 2;
    private static final int MEASURED_IN_FLIGHT = 40;
    /** 16.6 s over 0.25 s. */
    private static final double MEASURED_SLOWDOWN = 66;

    private static final int DEADLOCKS_FROM = 10;
    private static final int ONE_IN = 10;
    private static final long SLICE_MILLIS = 5;

    private final Duration alone;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger crowded = new AtomicInteger();

    /** @param alone how long one check takes when nobody else asks */
    public BcryptLoad(Duration alone) {
        this.alone = alone;
    }

    /** The most calls that were in flight at once. */
    public int most() {
        return most.get();
    }

    /** Answers after the time that the call takes beside the others; {@code failed} is the answer to an insert that deadlocks. */
    public V1Rules.Answer carry(Supplier<V1Rules.Answer> call, V1Rules.Answer failed) {
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            work();
            boolean deadlock = inFlight.get() >= DEADLOCKS_FROM && crowded.incrementAndGet() % ONE_IN == 0;
            return deadlock && !alone.isZero() ? failed : call.get();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** By the time that really passed, so that a machine which is busy with other things does not slow the server down twice. */
    private void work() {
        double left = alone.toNanos();
        long before = System.nanoTime();
        while (left > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(SLICE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long now = System.nanoTime();
            left -= (now - before) / slowdown(inFlight.get());
            before = now;
        }
    }

    private static double slowdown(int calls) {
        double each = (MEASURED_SLOWDOWN - 1) / (MEASURED_IN_FLIGHT - CORES);
        return 1 + Math.max(0, calls - CORES) * each;
    }
}
