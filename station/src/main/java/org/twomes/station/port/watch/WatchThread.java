package org.twomes.station.port.watch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;

/** The only thread on which a watch examines ports and calls its listener, so that its state needs no lock. */
final class WatchThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchThread.class);

    /** Longest wait for the listener's last call at close. */
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor executor;
    private final Thread thread;

    WatchThread(String name) {
        // One thread for the executor's lifetime, so that a call can be recognised as coming from it.
        Thread[] made = new Thread[1];
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread each = Threads.daemon(name, task);
            made[0] = each;
            return each;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.prestartCoreThread();
        thread = made[0];
    }

    void run(Runnable task) {
        later(Duration.ZERO, task);
    }

    void later(Duration delay, Runnable task) {
        try {
            executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: a check of the ports is skipped", e);
        }
    }

    void every(Duration period, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a check of the ports failed; the watch continues", e);
            }
        };
    }

    /** Runs the task on the thread and waits until it is done. */
    void runAndWait(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        try {
            executor.submit(guarded(task)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.debug("closed: a check of the ports is skipped", e);
        }
    }

    /** Starts no more tasks. */
    void stop() {
        executor.shutdownNow();
    }

    /** Ends; a task that is running is waited for, unless it is the caller. */
    @Override
    public void close() {
        stop();
        if (Thread.currentThread() != thread) {
            try {
                if (!executor.awaitTermination(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("the ports' listener blocks; the watch ends without waiting for it");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
