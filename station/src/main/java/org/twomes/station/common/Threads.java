package org.twomes.station.common;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads that are named for what they do, and pools of them; the one place where the program makes a daemon thread. */
public final class Threads implements ThreadFactory {
    /** Leaves the size to the virtual machine ({@link Thread#Thread(ThreadGroup, Runnable, String, long)}). */
    private static final long USUAL_STACK = 0;

    private static final long IDLE_SECONDS = 10;
    /** Two, so that a slow periodic task delays no time limit. */
    private static final int TIMERS = 2;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    /** Threads that are called {@code name} and a number. */
    public Threads(String name) {
        this.name = name;
    }

    /** One daemon thread called {@code name}, not started; it does {@code work}. */
    public static Thread daemon(String name, Runnable work) {
        return daemon(name, work, USUAL_STACK);
    }

    /** As above, with a stack of about {@code stackBytes}. */
    public static Thread daemon(String name, Runnable work, long stackBytes) {
        Thread thread = new Thread(null, work, name, stackBytes);
        thread.setDaemon(true);
        return thread;
    }

    /** A pool of at most {@code most} threads, which end after 10 s without work. */
    public static ExecutorService atMost(int most, String name) {
        ThreadPoolExecutor few = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads(name));
        few.allowCoreThreadTimeOut(true);
        return few;
    }

    /** A timer of two threads; a cancelled task wakes none of them. */
    public static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(TIMERS, new Threads(name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public Thread newThread(Runnable work) {
        return daemon(name + " " + count.incrementAndGet(), work);
    }
}
