package org.twomes.station.daemon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads that are named for what they do, and pools of them. */
public final class Threads implements ThreadFactory {
    private static final long IDLE_SECONDS = 10;
    /** Two, so that a slow periodic task delays no time limit. */
    private static final int TIMERS = 2;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    /** Threads that are called {@code name} and a number. */
    public Threads(String name) {
        this.name = name;
    }

    /** A pool of at most {@code most} threads, which end after 10 s without work. */
    static ExecutorService atMost(int most, String name) {
        ThreadPoolExecutor few = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads(name));
        few.allowCoreThreadTimeOut(true);
        return few;
    }

    /** A timer of two threads; a cancelled task wakes none of them. */
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
