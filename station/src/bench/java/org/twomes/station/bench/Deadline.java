package org.twomes.station.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A limit to whatever is done until it is closed: past it the benchmark says what it waited for and where each of its threads
 * was, and ends. Nothing gentler would do, as what hangs may be the very thing that would have to be closed.
 */
final class Deadline implements AutoCloseable {
    /** Exit code of a benchmark that waited in vain, as that of timeout(1). */
    private static final int WAITED_IN_VAIN = 124;

    private final CountDownLatch done = new CountDownLatch(1);

    /** From now on {@code patience}, for what {@code waitsFor} says then. */
    Deadline(Duration patience, Supplier<String> waitsFor) {
        Thread watcher = new Thread(() -> watch(patience, waitsFor), "bench deadline");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch(Duration patience, Supplier<String> waitsFor) {
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("bench: waited " + patience.toSeconds() + " s for " + waitsFor.get() + ": given up");
                Thread.getAllStackTraces().forEach(Deadline::say);
                System.err.flush();
                // The rig ends with its input, which is our end of a pipe.
                Runtime.getRuntime().halt(WAITED_IN_VAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Thread thread, StackTraceElement[] frames) {
        System.err.println("\"" + thread.getName() + "\" " + thread.getState());
        for (StackTraceElement frame : frames) {
            System.err.println("    at " + frame);
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
