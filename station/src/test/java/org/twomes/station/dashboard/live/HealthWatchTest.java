package org.twomes.station.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.pipeline.Health;

/** One look serves all who ask within its time, and one that hangs is told of. */
@Tag("fast")
class HealthWatchTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Health.Report WELL = new Health.Report(true, List.of());

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<Thread> looker = new AtomicReference<>(Thread.currentThread());
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private final HealthWatch watch = new HealthWatch(this::look, nanos::get);

    private Health.Report look() {
        looks.incrementAndGet();
        looker.set(Thread.currentThread());
        try {
            hangs.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return WELL;
    }

    @AfterEach
    void close() {
        hangs.countDown();
        watch.close();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aReportIsMadeAnewOnceItIsNoLongerFresh() {
        assertThat(watch.report()).isEqualTo(WELL);
        later(HealthWatch.FRESH.minusMillis(1));
        assertThat(watch.report()).isEqualTo(WELL);
        assertThat(watch.last()).isEqualTo(WELL);
        assertThat(looks).hasValue(1);
        later(Duration.ofMillis(1));
        assertThat(watch.report()).isEqualTo(WELL);
        assertThat(looks).hasValue(2);
    }

    @Test
    void whileALookHangsTheLastReportIsGivenAndThenThatItHangs() {
        assertThat(watch.report()).isEqualTo(WELL);
        hangs = new CountDownLatch(1);
        later(HealthWatch.FRESH);
        assertThat(watch.last()).isEqualTo(WELL);
        assertThat(watch.report()).isEqualTo(WELL);
        later(HealthWatch.LATE.plusMillis(1));
        assertThat(watch.last().ready()).isFalse();
        assertThat(watch.last().findings()).extracting(Health.Finding::part).containsExactly("health");
        assertThat(looks).hasValue(2);
        hangs.countDown();
        await().atMost(SOON).until(() -> watch.last().equals(WELL));
    }

    @Test
    void aStationThatWasNeverLookedAtIsNotReady() {
        hangs = new CountDownLatch(1);
        assertThat(watch.last()).isEqualTo(new Health.Report(false, List.of()));
        later(HealthWatch.LATE.plusMillis(1));
        assertThat(watch.last().findings()).hasSize(1);
    }

    @Test
    void itsThreadEndsWithIt() {
        assertThat(watch.report()).isEqualTo(WELL);
        assertThat(looker.get().getName()).isEqualTo("health");
        watch.close();
        await().atMost(SOON).until(() -> !looker.get().isAlive());
        later(HealthWatch.FRESH);
        assertThat(watch.report()).isEqualTo(WELL);
        assertThat(looks).hasValue(1);
    }
}
