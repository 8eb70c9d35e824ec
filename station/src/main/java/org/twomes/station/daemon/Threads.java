package org.twomes.station.daemon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads named for what they do. */
public final class Threads implements ThreadFactory {
    private static final long IDLE_SECONDS = 10;
    /** So that a look which takes its time delays no deadline. */
    private static final int TIMERS = 2;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    public Threads(String name) {
        this.name = name;
    }

    /** At most {@code most} of them, which end when they have had nothing to do for some time. */
    static ExecutorService atMost(int most, String name) {
        ThreadPoolExecutor few = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads(name));
        few.allowCoreThreadTimeOut(true);
        return few;
    }

    /** A clock of few threads; a deadline that was called off wakes none of them. */
    static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(TIMERS, new Threads(name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name + " " + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
