package org.twomes.station.rig.board;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A board's time: it waits for its wire and its flash, and a reset ends every wait.
 *
 * <p>A chip is never late, but this machine may wake the board's thread late. So what the board does after a wait counts from
 * when that wait should have ended ({@link #now}), and its latenesses do not add up.
 */
final class BoardClock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reset = lock.newCondition();
    private long resets;
    /** Of the board's own thread. */
    private long now;

    /** The board's own time, in {@link System#nanoTime}; at most the machine's. */
    long now() {
        return now;
    }

    /** Something reaches the board at {@code at}; it is taken up then, or when what went before is done. */
    void reached(long at) {
        now = Math.max(now, at);
    }

    /** A reset or unplug: whoever waits is interrupted. */
    void interrupt() {
        lock.lock();
        try {
            resets++;
            reset.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many resets there were; a wait that is told this number ends when there is one more. */
    long epoch() {
        lock.lock();
        try {
            return resets;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link System#nanoTime} is {@code nanos}; throws when a reset came since {@code epoch}. */
    void until(long nanos, long epoch) {
        lock.lock();
        try {
            while (true) {
                if (resets != epoch) {
                    throw new Interrupted();
                }
                long left = nanos - System.nanoTime();
                if (left <= 0) {
                    now = Math.max(now, nanos);
                    return;
                }
                reset.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Waits {@code span} from {@link #now}. */
    void span(Duration span, long epoch) {
        if (!span.isZero()) {
            until(now + span.toNanos(), epoch);
        }
    }
}
