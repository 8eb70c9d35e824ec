package org.twomes.station.schedule;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.spi.ThreadPool;

/**
 * The threads on which Quartz runs chores, waiting for work without a look every half second as Quartz's own pool does: each look
 * costs a small machine some 2 ms. Public, for Quartz makes it by its name.
 */
public final class ChoreThreads implements ThreadPool {
    /** Chores are short; two threads keep a slow one from holding up the others. */
    private static final int THREADS = 2;

    private final Semaphore free = new Semaphore(THREADS);
    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> named(work));
    private volatile String name = "schedule";

    /** Called by Quartz alone. */
    public ChoreThreads() {
        // Quartz makes it without arguments.
    }

    private Thread named(Runnable work) {
        Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean runInThread(Runnable work) {
        free.acquireUninterruptibly();
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            free.release();
            return false;
        }
    }

    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        return Math.max(1, free.availablePermits());
    }

    @Override
    public void initialize() {
        // The threads are made when they are needed.
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        threads.shutdown();
        if (!waitForJobsToComplete) {
            return;
        }
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return THREADS;
    }

    @Override
    public void setInstanceId(String schedulerId) {
        // The name says enough.
    }

    @Override
    public void setInstanceName(String schedulerName) {
        name = schedulerName;
    }
}
