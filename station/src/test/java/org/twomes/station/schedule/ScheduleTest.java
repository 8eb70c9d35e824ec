package org.twomes.station.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ScheduleTest {
    private static Schedule schedule(String station, JobDefinition... jobs) {
        return new Schedule(station, List.of(jobs), Optional.empty());
    }

    private static JobDefinition every(String name, Duration period, Runnable work) {
        return JobDefinition.ofStation(name, new JobDefinition.Every(period), work);
    }

    private static JobDefinition cron(String name, String expression, Runnable work) {
        return JobDefinition.ofStation(name, new JobDefinition.Cron(expression), work);
    }

    @Test
    void aJobRunsAgainAndAgainEvenAfterItFailed() {
        AtomicInteger runs = new AtomicInteger();
        Runnable failing = () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("on purpose");
        };
        try (Schedule schedule = schedule("again", every("job", Duration.ofMillis(20), failing))) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 3);
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeJobsWait() {
        AtomicInteger runs = new AtomicInteger();
        try (Schedule schedule = schedule("clock", every("hourly", Duration.ofHours(1), runs::incrementAndGet))) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
            schedule.clockSetBack();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 2);
        }
    }

    @Test
    void aJobNeverRunsTwiceAtOnce() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Runnable slow = () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                assertThat(never.await(60, java.util.concurrent.TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            atOnce.decrementAndGet();
            runs.incrementAndGet();
        };
        try (Schedule schedule = schedule("once", every("slow", Duration.ofMillis(10), slow))) {
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 4);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aSlowJobDelaysNoOther() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Runnable slow = () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (Schedule schedule = schedule(
                "slow",
                every("slow", Duration.ofMillis(50), slow),
                every("quick", Duration.ofMillis(50), runs::incrementAndGet))) {
            schedule.start();
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 3);
                assertThat(end.getCount()).isOne();
            } finally {
                end.countDown();
            }
        }
    }

    @Test
    void aTimeThatNeverComesAgainIsNoFailure() {
        AtomicInteger runs = new AtomicInteger();
        try (Schedule schedule = schedule("never", cron("flush", "0 0 0 31 2 ?", runs::incrementAndGet))) {
            schedule.cron("flush", "0 0 17 1 1 ? 2020");
            schedule.start();
            schedule.cron("flush", "* * * * * ?");
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() > 0);
        }
    }

    @Test
    void whatIsDueInAnHourThatClocksJumpOverIsDoneAtItsEnd() {
        ZoneOffset before = ZoneOffset.ofHours(5);
        Instant change = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
        LocalDateTime missing = LocalDateTime.ofInstant(change, before).plusMinutes(10);
        ZoneOffsetTransition gap =
                ZoneOffsetTransition.of(LocalDateTime.ofInstant(change, before), before, ZoneOffset.ofHours(6));
        ZoneRules rules = ZoneRules.of(before, before, List.of(), List.of(gap), List.of());
        String cron = missing.format(DateTimeFormatter.ofPattern("s m H d M '?' yyyy"));
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<Instant> ran = new AtomicReference<>(Instant.EPOCH);
        Runnable flush = () -> {
            ran.set(Instant.now());
            runs.incrementAndGet();
        };
        try (Schedule schedule = new Schedule(
                "gap",
                List.of(cron("flush", cron, flush), cron("tick", "", () -> {})),
                Optional.empty(),
                rules,
                Clock.systemUTC())) {
            schedule.start();
            schedule.clockSetBack();
            await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() > 0);
        }
        assertThat(runs).hasValue(1);
        assertThat(ran.get()).isAfterOrEqualTo(change);
    }

    @Test
    void aWrongCronExpressionIsNamed() {
        assertThatThrownBy(() -> schedule("wrong", cron("flush", "every evening", () -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every evening")
                .hasMessageContaining("cron");
    }
}
