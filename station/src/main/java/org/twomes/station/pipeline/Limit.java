package org.twomes.station.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final CompletableFuture<FailureCode> cut = new CompletableFuture<>();
    private final AtomicReference<@Nullable SerialLink> link = new AtomicReference<>();
    private @Nullable ScheduledFuture<?> pending;
    private boolean released;

    /** Limits of one run; {@code afterCut} is called {@link #GIVE_UP_AFTER} a cut, on a thread of its own. */
    Limit(ScheduledExecutorService timer, Runnable afterCut) {
        this.timer = timer;
        this.afterCut = afterCut;
    }

    /** From now on {@code open} is what a cut closes. */
    void guard(SerialLink open) {
        link.set(open);
        if (cut.isDone()) {
            closeElsewhere();
        }
    }

    /** A new stage begins: it may last {@code limit}. */
    synchronized void within(Duration limit) {
        done();
        pending = timer.schedule(() -> cut(FailureCode.STAGE_TIMEOUT), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The stage under way may last so much longer, e.g. for what a person was asked to do in it. */
    synchronized void longer(Duration by) {
        ScheduledFuture<?> running = pending;
        if (running != null && running.cancel(false)) {
            within(Duration.ofNanos(running.getDelay(TimeUnit.NANOSECONDS)).plus(by));
        }
    }

    /** No deadline runs any more. */
    synchronized void done() {
        ScheduledFuture<?> timer = pending;
        if (timer != null) {
            timer.cancel(false);
            pending = null;
        }
    }

    /** The board itself is not needed any more: from now on nothing ends the run from outside, not even its unplugging. */
    synchronized void release() {
        done();
        released = true;
    }

    /** Ends the run with {@code why}, unless it was ended before or needs its board no more. */
    synchronized void cut(FailureCode why) {
        if (!released && cut.complete(why)) {
            closeElsewhere();
            timer.schedule(this::giveUp, GIVE_UP_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Why the run was ended from outside. */
    synchronized Optional<FailureCode> reason() {
        return released ? Optional.empty() : Optional.ofNullable(cut.getNow(null));
    }

    /** Completes at the cut, for those who wait for something else than the link. */
    CompletableFuture<FailureCode> whenCut() {
        return cut.copy();
    }

    private void giveUp() {
        if (reason().isPresent()) {
            elsewhere("give up", afterCut);
        }
    }

    private void closeElsewhere() {
        SerialLink open = link.get();
        if (open != null) {
            elsewhere("close " + open.address(), open::close);
        }
    }

    /** The timer serves all slots, so nothing that may wait runs on it. */
    private static void elsewhere(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
