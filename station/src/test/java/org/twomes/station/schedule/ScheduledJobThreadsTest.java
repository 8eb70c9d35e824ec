package org.twomes.station.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which thread does a chore, by what the chores before it do. */
@Tag("fast")
class ScheduledJobThreadsTest {
    /** Longer than any busy machine keeps a thread waiting. */
    private static final long PATIENT_MS = 60_000;

    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger runs = new AtomicInteger();

    private void chore() {
        threads.add(Thread.currentThread().getName());
        runs.incrementAndGet();
    }

    @Test
    void quickChoresFollowOneAnotherOnOneThread() {
        ScheduledJobThreads chores = new ScheduledJobThreads(PATIENT_MS);
        chores.setInstanceName("schedule-quick");
        for (int chore = 0; chore < 9; chore++) {
            assertThat(chores.runInThread(this::chore)).isTrue();
        }
        chores.shutdown(true);
        assertThat(runs).hasValue(9);
        assertThat(threads).containsExactly("schedule-quick-1");
    }

    @Test
    void behindASlowChoreTheOtherThreadServes() throws Exception {
        ScheduledJobThreads chores = new ScheduledJobThreads(0);
        chores.setInstanceName("schedule-slow");
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(1);
        try {
            chores.runInThread(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            chores.runInThread(() -> {
                chore();
                served.countDown();
            });
            assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
            chores.shutdown(true);
        }
        assertThat(threads).containsExactly("schedule-slow-2");
    }

    @Test
    void whatComesWhileTheStationStopsIsStillDone() {
        ScheduledJobThreads chores = new ScheduledJobThreads(PATIENT_MS);
        chores.shutdown(true);
        assertThat(chores.runInThread(this::chore)).isTrue();
        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }
}
