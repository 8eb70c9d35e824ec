package org.twomes.station.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which thread runs a job while earlier jobs are quick or slow. */
@Tag("fast")
class ScheduledJobThreadsTest {
    /** Longer than any busy machine keeps a thread waiting. */
    private static final long PATIENT_MS = 60_000;

    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger runs = new AtomicInteger();

    private void job() {
        threads.add(Thread.currentThread().getName());
        runs.incrementAndGet();
    }

    @Test
    void quickJobsFollowOneAnotherOnOneThread() {
        ScheduledJobThreads pool = new ScheduledJobThreads(PATIENT_MS);
        pool.setInstanceName("schedule-quick");
        for (int job = 0; job < 9; job++) {
            assertThat(pool.runInThread(this::job)).isTrue();
        }
        pool.shutdown(true);
        assertThat(runs).hasValue(9);
        assertThat(threads).containsExactly("schedule-quick-1");
    }

    @Test
    void behindASlowJobTheOtherThreadServes() throws Exception {
        ScheduledJobThreads pool = new ScheduledJobThreads(0);
        pool.setInstanceName("schedule-slow");
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(1);
        try {
            pool.runInThread(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            pool.runInThread(() -> {
                job();
                served.countDown();
            });
            assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
            pool.shutdown(true);
        }
        assertThat(threads).containsExactly("schedule-slow-2");
    }

    @Test
    void whatComesWhileTheStationStopsIsStillDone() {
        ScheduledJobThreads pool = new ScheduledJobThreads(PATIENT_MS);
        pool.shutdown(true);
        assertThat(pool.runInThread(this::job)).isTrue();
        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }
}
