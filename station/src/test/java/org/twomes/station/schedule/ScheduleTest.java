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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ScheduleTest {
    @Test
    void aChoreRunsAgainAndAgainEvenAfterItFailed() {
        AtomicInteger runs = new AtomicInteger();
        Runnable failing = () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("on purpose");
        };
        try (Schedule schedule = new Schedule("again", Map.of("chore", failing))) {
            schedule.every("chore", Duration.ofMillis(20));
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 3);
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeChoresWait() {
        AtomicInteger runs = new AtomicInteger();
        try (Schedule schedule = new Schedule("clock", Map.of("hourly", runs::incrementAndGet))) {
            schedule.every("hourly", Duration.ofHours(1));
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 1);
            schedule.clockSetBack();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 2);
        }
    }

    @Test
    void aChoreNeverRunsTwiceAtOnce() {
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
        try (Schedule schedule = new Schedule("once", Map.of("slow", slow))) {
            schedule.every("slow", Duration.ofMillis(10));
            schedule.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() >= 4);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aSlowChoreHoldsUpNoOther() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Runnable slow = () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (Schedule schedule = new Schedule("slow", Map.of("slow", slow, "quick", runs::incrementAndGet))) {
            schedule.every("slow", Duration.ofMillis(50));
            schedule.every("quick", Duration.ofMillis(50));
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
        try (Schedule schedule = new Schedule("never", Map.of("flush", runs::incrementAndGet))) {
            schedule.cron("flush", "0 0 0 31 2 ?");
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
                Map.of("flush", flush, "tick", () -> {}),
                Map.of(),
                Optional.empty(),
                rules,
                Clock.systemUTC())) {
            schedule.cron("flush", cron);
            schedule.start();
            schedule.clockSetBack();
            await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() > 0);
        }
        assertThat(runs).hasValue(1);
        assertThat(ran.get()).isAfterOrEqualTo(change);
    }

    @Test
    void aWrongCronExpressionIsNamed() {
        try (Schedule schedule = new Schedule("wrong", Map.of("flush", () -> {}))) {
            assertThatThrownBy(() -> schedule.cron("flush", "every evening"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("every evening")
                    .hasMessageContaining("cron");
        }
    }
}
