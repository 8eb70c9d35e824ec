package org.twomes.station.pipeline.slot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.twomes.station.common.Threads;

/**
 * Runs boards, a bounded number at once, each on a thread of its own: a native call that never comes back takes its thread
 * with it, so that thread is given up and its place handed on, and no neighbour waits for it.
 */
public final class BoardPool {
    /** A board's turn. */
    public interface Job extends Runnable {
        /** Name for the thread. */
        String name();
    }

    /** Between two looks whether a job that waits for a place came to its end. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final int workers;
    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final Set<Job> running = new HashSet<>();
    /** Jobs that have begun and wait for a person, without a place. */
    private final Set<Job> resting = new HashSet<>();

    private int returning;
    private boolean closed;

    /** A pool of {@code workers} places before which at most {@code bound} boards wait. */
    public BoardPool(int workers, int bound) {
        this.workers = workers;
        this.bound = bound;
    }

    /** Starts or queues; false when the queue is full or the pool is closed. */
    public boolean submit(Job job) {
        lock.lock();
        try {
            if (closed || (full() && queue.size() >= bound)) {
                return false;
            }
            queue.add(job);
            startNext();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a waiting job out again; false when it is not waiting. */
    public boolean withdraw(Job job) {
        lock.lock();
        try {
            return queue.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** A job that runs waits for a person from now on: others have its place meanwhile. */
    void rest(Job job) {
        lock.lock();
        try {
            if (running.remove(job)) {
                resting.add(job);
                startNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The person was there: waits until the job has a place again, before all that wait for their first. Does nothing for a
     * job that did not rest.
     *
     * @param over whether the job came to its end meanwhile, for which it needs no place
     */
    void resume(Job job, BooleanSupplier over) throws InterruptedException {
        lock.lock();
        try {
            if (!resting.contains(job)) {
                return;
            }
            returning++;
            try {
                while (running.size() >= workers && !over.getAsBoolean()) {
                    changed.awaitNanos(LOOK.toNanos());
                }
            } finally {
                returning--;
            }
            if (running.size() < workers) {
                resting.remove(job);
                running.add(job);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees the place of a job whose thread is stuck for good. */
    public void abandon(Job job) {
        ended(job);
    }

    public int active() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    public int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more jobs, forgets those that wait, and waits for those that run; false when some still do. */
    public boolean drain(Duration patience) {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            long left = patience.toNanos();
            while (!running.isEmpty() || !resting.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return running.size() + returning >= workers;
    }

    private void startNext() {
        while (!full()) {
            Job next = queue.poll();
            if (next == null) {
                return;
            }
            running.add(next);
            Threads.daemon(next.name(), () -> work(next)).start();
        }
    }

    private void work(Job job) {
        try {
            job.run();
        } finally {
            ended(job);
        }
    }

    private void ended(Job job) {
        lock.lock();
        try {
            if (running.remove(job) || resting.remove(job)) {
                startNext();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing runs and nothing waits; for tests and the demo. */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(patience);
            while (!running.isEmpty() || !resting.isEmpty() || !queue.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
