package org.twomes.station.pipeline.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.pipeline.Registrar;

@Tag("fast")
class BackOfficeCircuitBreakerTest {
    private static final Duration FIRST = Duration.ofSeconds(4);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final int BURST = 32;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final AtomicInteger again = new AtomicInteger();
    private BackOfficeCircuitBreaker standing;

    @BeforeEach
    void make() throws Exception {
        BackOfficeSection settings =
                ConfigFile.defaults(Map.of("backOffice.parallel", "4")).backOffice();
        standing = new BackOfficeCircuitBreaker(
                settings, new BackOff(FIRST, MOST, () -> 0), clock, again::incrementAndGet);
    }

    /** Calls that begin together and fail together, as a burst of time-outs does. Gives how many went out. */
    private int burst() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ExecutorService boards = Executors.newFixedThreadPool(BURST);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int board = 0; board < BURST; board++) {
            calls.add(boards.submit(() -> standing.inTurn(
                    began -> {
                        made.incrementAndGet();
                        standing.down(began, "did not answer within 10 s", Optional.empty());
                        return true;
                    },
                    why -> false)));
        }
        for (Future<Boolean> call : calls) {
            call.get();
        }
        boards.shutdown();
        return made.get();
    }

    private Registrar.CircuitState.Down down() {
        return (Registrar.CircuitState.Down) standing.now();
    }

    @Test
    void aBurstOfFailuresIsOneFailure() throws Exception {
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(burst()).isBetween(1, 4);
            assertThat(down().inARow()).isEqualTo(failures);
            Duration wait = Duration.between(now.get(), down().until());
            assertThat(wait).isEqualTo(FIRST.multipliedBy(1L << (failures - 1)));
            now.updateAndGet(before -> before.plus(wait));
        }
    }

    @Test
    void callsUnderWayThatFailAfterAnAnswerSayNothingNew() {
        standing.inTurn(
                slow -> {
                    standing.inTurn(
                            quick -> {
                                standing.down(quick, "did not answer", Optional.empty());
                                standing.fine();
                                return true;
                            },
                            why -> false);
                    standing.down(slow, "did not answer", Optional.empty());
                    return true;
                },
                why -> false);
        assertThat(standing.now()).isInstanceOf(Registrar.CircuitState.Fine.class);
        assertThat(again).hasValue(1);
    }

    @Test
    void noMoreCallsThanConfiguredGoOutAtOnce() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(4);
        ExecutorService boards = Executors.newFixedThreadPool(BURST);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int board = 0; board < BURST; board++) {
            calls.add(boards.submit(() -> standing.inTurn(
                    began -> {
                        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                        full.countDown();
                        boolean four = await(full);
                        inFlight.decrementAndGet();
                        return four;
                    },
                    why -> false)));
        }
        for (Future<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
        boards.shutdown();
        assertThat(most).hasValue(4);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, java.util.concurrent.TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
