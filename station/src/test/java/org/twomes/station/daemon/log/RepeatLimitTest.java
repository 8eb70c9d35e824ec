package org.twomes.station.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Lines that are repeated too often are left out, counted and reported once; those of a board's run never are. */
@Tag("fast")
class RepeatLimitTest {
    private final LoggerContext context = new LoggerContext();
    private final AtomicLong time = new AtomicLong();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = context.getLogger("some.part");
    private final RepeatLimit limit = new RepeatLimit(context.getLogger("limit"), time::get);

    @BeforeEach
    void open() {
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        limit.setContext(context);
        limit.start();
        context.addTurboFilter(limit);
    }

    @AfterEach
    void close() {
        MDC.clear();
        context.stop();
    }

    private void flood(int times) {
        for (int i = 0; i < times; i++) {
            log.warn("A login failed from {}", "10.0.0." + i);
        }
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aKindOfLineIsBoundedAndTheRestSaidOnce() {
        flood(10_000);
        assertThat(lines.list).hasSize(RepeatLimit.MOST);
        log.warn("Something else");
        assertThat(said()).endsWith("Something else");
        time.addAndGet(RepeatLimit.WINDOW.toNanos());
        flood(3);
        assertThat(said())
                .filteredOn(line -> line.contains("left out"))
                .containsExactly(
                        "9800 more lines like this were left out within a minute: WARN some.part: A login failed from {}");
        assertThat(said()).endsWith("A login failed from 10.0.0.2");
    }

    @Test
    void stackTracesAreBoundedMore() {
        for (int i = 0; i < 1000; i++) {
            log.error("{} failed", "GET /", new IllegalStateException("again"));
        }
        assertThat(lines.list).hasSize(RepeatLimit.MOST_TRACES);
    }

    @Test
    void linesOfManyKindsAreBoundedTogether() {
        for (int i = 0; i < 5000; i++) {
            log.warn("line " + i);
        }
        assertThat(lines.list).hasSizeLessThanOrEqualTo(RepeatLimit.MOST_KINDS + RepeatLimit.MOST);
        limit.report(true);
        assertThat(said()).anyMatch(line -> line.endsWith("(lines of many kinds)"));
    }

    @Test
    void aBoardsLinesAndThoseThatSomebodyAskedForAreAllWritten() {
        MDC.put("slot", "A1");
        flood(1000);
        MDC.clear();
        MDC.put("unit", "24:0a:c4:d3:ad:48");
        flood(1000);
        MDC.clear();
        log.setLevel(Level.DEBUG);
        for (int i = 0; i < 1000; i++) {
            log.debug("asked for");
        }
        assertThat(lines.list).hasSize(3000);
    }

    @Test
    void whatIsNotWrittenAnywayIsNotCounted() {
        for (int i = 0; i < 1000; i++) {
            log.debug("not at this level");
        }
        log.setLevel(Level.ERROR);
        flood(1000);
        limit.report(true);
        assertThat(lines.list).isEmpty();
    }
}
