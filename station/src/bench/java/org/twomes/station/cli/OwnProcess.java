package org.twomes.station.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final long LOOK_EVERY_NANOS = 200_000_000L;

    private final AtomicLong residentKb = new AtomicLong();
    private final AtomicInteger threads = new AtomicInteger();
    private final Thread watcher = new Thread(this::watch, "bench memory watch");
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

    double mostResidentMb() {
        return residentKb.get() / KB_PER_MB;
    }

    int mostThreads() {
        return threads.get();
    }

    private void watch() {
        while (!ended) {
            for (String line : read("/proc/self/status").split("\n")) {
                if (line.startsWith("VmRSS:")) {
                    residentKb.accumulateAndGet(number(line), Math::max);
                } else if (line.startsWith("Threads:")) {
                    threads.accumulateAndGet((int) number(line), Math::max);
                }
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
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
