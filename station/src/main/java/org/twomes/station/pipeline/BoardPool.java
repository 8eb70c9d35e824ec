package org.twomes.station.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs boards, a bounded number at once, each on a thread of its own: a native call that never comes back takes its thread
 * with it, so that thread is given up and its place handed on, and no neighbour waits for it.
 */
final class BoardPool {
    /** A board's turn. */
    interface Job extends Runnable {
        /** Name for the thread. */
        String name();
    }

    private final int workers;
    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final Set<Job> running = new HashSet<>();
    private boolean closed;

    /** A pool of {@code workers} places before which at most {@code bound} boards wait. */
    BoardPool(int workers, int bound) {
        this.workers = workers;
        this.bound = bound;
    }

    /** Starts or queues; false when the queue is full or the pool is closed. */
    boolean submit(Job job) {
        lock.lock();
        try {
            if (closed || (running.size() >= workers && queue.size() >= bound)) {
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
    boolean withdraw(Job job) {
        lock.lock();
        try {
            return queue.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** Frees the place of a job whose thread is stuck for good. */
    void abandon(Job job) {
        ended(job);
    }

    int active() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more jobs, forgets those that wait, and waits for those that run; false when some still do. */
    boolean drain(Duration patience) {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            long left = patience.toNanos();
            while (!running.isEmpty()) {
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

    private void startNext() {
        while (running.size() < workers) {
            Job next = queue.poll();
            if (next == null) {
                return;
            }
            running.add(next);
            Thread thread = new Thread(() -> work(next), next.name());
            thread.setDaemon(true);
            thread.start();
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
            if (running.remove(job)) {
                startNext();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing runs and nothing waits; for tests and the demo. */
    boolean awaitIdle(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(patience);
            while (!running.isEmpty() || !queue.isEmpty()) {
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
