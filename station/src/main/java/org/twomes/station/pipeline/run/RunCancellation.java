package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.Threads;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.port.SerialLink;

/**
 * Ends one board's run from outside, at an unplug or a stop, or only its attempt, at a stage's deadline. The one means that works
 * in the middle of a native call is to close the link from another thread.
 */
public final class RunCancellation {
    /** A run that was cut off and has not come back after this is stuck in a native call for good. */
    public static final Duration GIVE_UP_AFTER = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer;
    private final Runnable afterCut;
    /** Of the attempt under way. */
    private CompletableFuture<FaultCode> cut = new CompletableFuture<>();
    /** Why the run as a whole is over; a deadline is no such reason. */
    private @Nullable FaultCode end;

    private @Nullable SerialLink link;
    private @Nullable ScheduledFuture<?> pending;
    /** Counts deadlines, so that one which was called off too late ends nothing. */
    private long deadlines;

    private boolean released;

    /** Limits of one run; {@code afterCut} is called {@link #GIVE_UP_AFTER} a cut that nothing came back from, on a thread of its own. */
    RunCancellation(ScheduledExecutorService timer, Runnable afterCut) {
        this.timer = timer;
        this.afterCut = afterCut;
    }

    /** From now on {@code open} is what a cut closes. */
    synchronized void guard(SerialLink open) {
        link = open;
        if (cut.isDone()) {
            closeElsewhere();
        }
    }

    /** A new stage begins: it may last {@code limit}. */
    synchronized void within(Duration limit) {
        done();
        long deadline = deadlines;
        pending = timer.schedule(() -> expire(deadline), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No deadline runs any more. */
    synchronized void done() {
        deadlines++;
        ScheduledFuture<?> running = pending;
        if (running != null) {
            running.cancel(false);
            pending = null;
        }
    }

    /** The board itself is not needed any more: from now on nothing ends the run from outside, not even its unplugging. */
    synchronized void release() {
        done();
        released = true;
    }

    /** The attempt is over and its thread came back; the next one may begin, unless the run as a whole was ended. */
    synchronized void again() {
        done();
        link = null;
        released = false;
        if (end == null) {
            cut = new CompletableFuture<>();
        }
    }

    /** Ends the run with {@code why}, unless it was ended before or needs its board no more. */
    synchronized void cut(FaultCode why) {
        if (released) {
            return;
        }
        if (end == null) {
            end = why;
        }
        cutAttempt(why);
    }

    /** Why the run was ended from outside, or else its attempt. */
    public synchronized Optional<FaultCode> reason() {
        if (released) {
            return Optional.empty();
        }
        return end != null ? Optional.of(end) : Optional.ofNullable(cut.getNow(null));
    }

    /** Whether the run as a whole was ended. */
    synchronized boolean ended() {
        return !released && end != null;
    }

    /** Completes at the cut, for those who wait for something else than the link. */
    synchronized CompletableFuture<FaultCode> whenCut() {
        return cut.copy();
    }

    /** Waits for the cut at most {@code patience}; gives whether it came. */
    boolean awaitCut(Duration patience) {
        try {
            whenCut().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a cut has no failure", e);
        }
    }

    private synchronized void expire(long deadline) {
        if (!released && deadline == deadlines) {
            cutAttempt(FaultCode.STAGE_TIMEOUT);
        }
    }

    private void cutAttempt(FaultCode why) {
        CompletableFuture<FaultCode> attempt = cut;
        if (attempt.complete(why)) {
            closeElsewhere();
            timer.schedule(() -> giveUp(attempt), GIVE_UP_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void giveUp(CompletableFuture<FaultCode> attempt) {
        if (!released && attempt == cut) {
            elsewhere("give up", afterCut);
        }
    }

    private void closeElsewhere() {
        SerialLink open = link;
        if (open != null) {
            elsewhere("close " + open.address(), open::close);
        }
    }

    /** The timer serves all slots, so nothing that may wait runs on it. */
    private static void elsewhere(String name, Runnable work) {
        Threads.daemon(name, work).start();
    }
}
