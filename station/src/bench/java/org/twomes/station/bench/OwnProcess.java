package org.twomes.station.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What the kernel says of this process: CPU time, and while it is watched the most memory and threads. */
final class OwnProcess implements AutoCloseable {
    /** Of the kernel's figures in /proc/PID/stat (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final double KB_PER_MB = 1024;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LOOK_EVERY_NANOS = 200_000_000L;
    /** Room for their list. */
    private static final int MOST_THREADS = 4096;

    private final AtomicLong residentKb = new AtomicLong();
    private final AtomicInteger threads = new AtomicInteger();
    private final Thread watcher = new Thread(this::watch, "bench memory watch");
    private volatile Map<String, Integer> names = Map.of();
    private volatile boolean ended;

    OwnProcess() {
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Seconds of CPU, user and system, so far. */
    static double cpuSeconds() {
        String stat = read("/proc/self/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    /** The machine's load average of the last minute. */
    static double load() {
        return Double.parseDouble(read("/proc/loadavg").split(" ")[0]);
    }

    /** Seconds of CPU that watching has cost so far: no part of the station's. */
    double watchSeconds() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(watcher.getId()) / NANOS_PER_SECOND;
    }

    double mostResidentMb() {
        return residentKb.get() / KB_PER_MB;
    }

    int mostThreads() {
        return threads.get();
    }

    /** The Java threads, when they were the most, by name without port and number. */
    Map<String, Integer> threadNames() {
        return names;
    }

    private static Map<String, Integer> now() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] running = new Thread[MOST_THREADS];
        int count = all.enumerate(running, true);
        Map<String, Integer> byName = new TreeMap<>();
        for (int thread = 0; thread < count; thread++) {
            byName.merge(kind(running[thread].getName()), 1, Integer::sum);
        }
        return byName;
    }

    private static String kind(String name) {
        return name.replaceAll("/\\S*/", "").replaceAll("[-.:@#]?[0-9a-f]*\\d[0-9a-f]*([-.:]\\d+)*", "");
    }

    private void watch() {
        while (!ended) {
            String status = read("/proc/self/status");
            residentKb.accumulateAndGet(number(status, "VmRSS:"), Math::max);
            int count = (int) number(status, "Threads:");
            if (count > threads.get()) {
                threads.set(count);
                names = now();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** The number after a name. */
    private static long number(String status, String name) {
        long number = 0;
        int at = status.indexOf(name) + name.length();
        while (status.charAt(at) != '\n') {
            int digit = Character.digit(status.charAt(at), 10);
            number = digit < 0 ? number : number * 10 + digit;
            at++;
        }
        return number;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
