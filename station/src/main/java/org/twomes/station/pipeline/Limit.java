package org.twomes.station.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.twomes.station.port.SerialLink;

/**
 * Ends one board's run from outside: at a stage's deadline, at an unplug, at a stop. The one means that works in the middle of
 * a native call is to close the link from another thread.
 */
final class Limit {
    /** A run that was cut off and has not ended after this is stuck in a native call for good. */
    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer;
    private final Runnable afterCut;
    private final AtomicReference<@Nullable FailureCode> cut = new AtomicReference<>();
    private final AtomicReference<@Nullable SerialLink> link = new AtomicReference<>();
    private @Nullable ScheduledFuture<?> pending;

    /** Limits of one run; {@code afterCut} is called {@link #GIVE_UP_AFTER} a cut. */
    Limit(ScheduledExecutorService timer, Runnable afterCut) {
        this.timer = timer;
        this.afterCut = afterCut;
    }

    /** From now on {@code open} is what a cut closes. */
    void guard(SerialLink open) {
        link.set(open);
        if (cut.get() != null) {
            closeElsewhere();
        }
    }

    /** A new stage begins: it may last {@code limit}. */
    synchronized void within(Duration limit) {
        done();
        pending = timer.schedule(() -> cut(FailureCode.STAGE_TIMEOUT), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No deadline runs any more. */
    synchronized void done() {
        ScheduledFuture<?> timer = pending;
        if (timer != null) {
            timer.cancel(false);
            pending = null;
        }
    }

    /** Ends the run with {@code why}, unless it was ended before. */
    void cut(FailureCode why) {
        if (cut.compareAndSet(null, why)) {
            closeElsewhere();
            timer.schedule(afterCut, GIVE_UP_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Why the run was ended from outside. */
    Optional<FailureCode> reason() {
        return Optional.ofNullable(cut.get());
    }

    private void closeElsewhere() {
        SerialLink open = link.get();
        if (open != null) {
            Thread closer = new Thread(open::close, "close " + open.address());
            closer.setDaemon(true);
            closer.start();
        }
    }
}
