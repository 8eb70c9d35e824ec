package org.twomes.station.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.SerialLink;

/** A stage's deadline ends its attempt, an unplug the run, whichever comes first. */
@Tag("fast")
class RunCancellationTest {
    private static final Duration FAR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger givenUp = new AtomicInteger();
    private final RunCancellation limit = new RunCancellation(timer, givenUp::incrementAndGet);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    /** All that waits for its time is due now. */
    private void timePasses() {
        List.copyOf(timer.getQueue()).forEach(task -> {
            timer.remove(task);
            task.run();
        });
    }

    private static SerialLink link() {
        return new MemoryLink("memory:limit", 115_200, Duration.ofSeconds(1));
    }

    private static void awaitClosed(SerialLink link) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> link.read(new byte[1], 0, 1, Duration.ZERO))
                        .isInstanceOf(FaultException.class));
    }

    private static void assertOpen(SerialLink link) {
        assertThat(link.read(new byte[1], 0, 1, Duration.ZERO)).isZero();
    }

    @Test
    void aDeadlineEndsItsAttemptAndTheNextOneIsFree() throws Exception {
        SerialLink first = link();
        limit.guard(first);
        limit.within(FAR);
        timePasses();
        assertThat(limit.reason()).contains(FaultCode.STAGE_TIMEOUT);
        assertThat(limit.ended()).isFalse();
        awaitClosed(first);
        limit.again();
        assertThat(limit.reason()).isEmpty();
        assertThat(limit.whenCut()).isNotDone();
        SerialLink second = link();
        limit.guard(second);
        // What was to follow from the first deadline is nothing to the second attempt.
        timePasses();
        assertThat(limit.reason()).isEmpty();
        assertOpen(second);
        assertThat(givenUp).hasValue(0);
        limit.within(FAR);
        timePasses();
        assertThat(limit.reason()).contains(FaultCode.STAGE_TIMEOUT);
        awaitClosed(second);
        timePasses();
        await().atMost(SOON).until(() -> givenUp.get() == 1);
    }

    @Test
    void aPulledBoardEndsTheRunThoughADeadlineCameFirst() {
        limit.within(FAR);
        timePasses();
        limit.cut(FaultCode.UNPLUGGED);
        assertThat(limit.reason()).contains(FaultCode.UNPLUGGED);
        assertThat(limit.ended()).isTrue();
        limit.again();
        assertThat(limit.reason()).contains(FaultCode.UNPLUGGED);
        SerialLink next = link();
        limit.guard(next);
        awaitClosed(next);
    }

    @Test
    void aBoardPulledBetweenTwoAttemptsEndsTheRun() {
        limit.within(FAR);
        timePasses();
        limit.again();
        limit.cut(FaultCode.UNPLUGGED);
        assertThat(limit.whenCut()).isCompletedWithValue(FaultCode.UNPLUGGED);
        SerialLink next = link();
        limit.guard(next);
        awaitClosed(next);
        limit.again();
        assertThat(limit.reason()).contains(FaultCode.UNPLUGGED);
    }
}
