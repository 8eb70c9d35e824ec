package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Runs a reader of foreign bytes and fails where it hangs or takes more memory than any input of its kind may cost. */
public final class Bounded {
    /** Thousands of times what the slowest input takes, so that a busy machine makes no failure. */
    private static final Duration HANG = Duration.ofSeconds(60);

    private Bounded() {}

    /** What is run; its exceptions go through. */
    public interface Reading {
        /** Reads. */
        void run() throws Exception;
    }

    /** Runs {@code reading}, which may allocate {@code mostBytes} in all. */
    public static void run(long mostBytes, Reading reading) {
        long allocated = assertTimeoutPreemptively(HANG, () -> {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(self);
            reading.run();
            return threads.getThreadAllocatedBytes(self) - before;
        });
        assertThat(allocated).as("bytes allocated").isBetween(0L, mostBytes);
    }
}
