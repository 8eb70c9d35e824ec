package org.twomes.station.schedule;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quartz.spi.ThreadPool;
import org.twomes.station.common.Threads;

/**
 * The threads on which Quartz runs jobs: one for all, and a second while a slow job keeps the first one busy. Jobs that are due
 * together then run one after another, each on what the one before has just brought into the processor's caches; and nothing
 * polls twice a second for work, as Quartz's own pool does. Public, as Quartz makes it by its name.
 */
public final class ScheduledJobThreads implements ThreadPool {
    /** Most jobs take a few milliseconds; one that waits longer than this is behind a slow one. */
    private static final long MAX_WAIT_MS = 200;
    /** The second thread ends when it had nothing to do for this long. */
    private static final long IDLE_S = 10;
    /** Jobs that Quartz may hand over at once; each then waits for its thread. */
    static final int TOGETHER = 8;

    private final long maxWaitMs;
    private volatile String name = "schedule";
    private final Lane usual = new Lane("1");
    private final Lane other = new Lane("2");

    /** A thread, and whether it is free. */
    private final class Lane {
        private final Semaphore free = new Semaphore(1);
        private final ThreadPoolExecutor thread;

        Lane(String number) {
            thread = new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_S,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    work -> Threads.daemon(name + "-" + number, work));
        }

        void run(Runnable work) {
            try {
                thread.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        free.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                free.release();
                work.run();
            }
        }
    }

    /** Called by Quartz alone. */
    public ScheduledJobThreads() {
        this(MAX_WAIT_MS);
    }

    /** With the time that a job waits for the first thread before the second one is taken, in milliseconds. */
    ScheduledJobThreads(long maxWaitMs) {
        this.maxWaitMs = maxWaitMs;
        other.thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Hands a job over. While the station stops it runs on the caller's thread: Quartz marks a job that is refused as failed, and
     * the fleet would not run it again.
     */
    @Override
    public boolean runInThread(Runnable work) {
        try {
            if (usual.free.tryAcquire(maxWaitMs, TimeUnit.MILLISECONDS)) {
                usual.run(work);
            } else {
                other.free.acquire();
                other.run(work);
            }
        } catch (InterruptedException e) {
            work.run();
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Never blocks: what finds no thread free waits in {@link #runInThread}. */
    @Override
    public int blockForAvailableThreads() {
        return TOGETHER;
    }

    @Override
    public void initialize() {
        // The threads are made when they are needed.
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        usual.thread.shutdown();
        other.thread.shutdown();
        if (!waitForJobsToComplete) {
            return;
        }
        try {
            usual.thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            other.thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return 2;
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
