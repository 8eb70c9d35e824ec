package org.twomes.station.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;

/**
 * Limits how often one kind of line is logged within a minute, so that nobody can flush the rest out of the log by causing one line
 * again and again. What was left out is counted, and logged once when the minute is over. Lines about a board's run are never left
 * out, nor those of levels below INFO, which somebody has turned on.
 */
final class RepeatLimit extends TurboFilter {
    /** Lines of a kind in a window: two events of every port of a large line. */
    static final int MOST = 200;
    /** Of those with a stack trace, which has some fifty lines of its own. */
    static final int MOST_TRACES = 10;
    /** Kinds that are counted apart in a window; all further ones are one kind together. */
    static final int MOST_KINDS = 500;

    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Characters of a line's format by which its kind is told and reported. */
    private static final int SHOWN = 120;

    private static final String OTHERS = "(lines of many kinds)";

    private final LongSupplier nanoTime;
    private final Logger own;
    private Map<String, Integer> counts = new HashMap<>();
    private Map<String, Integer> leftOut = new LinkedHashMap<>();
    private long begun;

    /** With the logger to which it reports what it left out. */
    RepeatLimit(Logger own, LongSupplier nanoTime) {
        this.own = own;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (format == null || !isStarted() || logger.equals(own) || !isWritten(logger, level) || isOfABoard()) {
            return FilterReply.NEUTRAL;
        }
        String shown = format.length() > SHOWN ? format.substring(0, SHOWN) : format;
        report(false);
        return takes(level + " " + logger.getName() + ": " + shown, traces(thrown, params) ? MOST_TRACES : MOST)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }

    private static boolean isWritten(Logger logger, Level level) {
        return level.isGreaterOrEqual(Level.INFO) && level.isGreaterOrEqual(logger.getEffectiveLevel());
    }

    /** Logback takes a last parameter for the throwable only after it has asked here. */
    private static boolean traces(@Nullable Throwable thrown, Object @Nullable [] params) {
        return thrown != null || params != null && params.length > 0 && params[params.length - 1] instanceof Throwable;
    }

    private static boolean isOfABoard() {
        return MDC.get("slot") != null || MDC.get("unit") != null;
    }

    private synchronized boolean takes(String asked, int most) {
        String kind = counts.containsKey(asked) || counts.size() < MOST_KINDS ? asked : OTHERS;
        if (counts.merge(kind, 1, Integer::sum) <= most) {
            return true;
        }
        if (leftOut.isEmpty() && getContext() != null) {
            ScheduledExecutorService timer = getContext().getScheduledExecutorService();
            timer.schedule(() -> report(false), WINDOW.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
        leftOut.merge(kind, 1, Integer::sum);
        return false;
    }

    /** Logs what was left out in a window that is over, or, with {@code now}, in the present one. */
    void report(boolean now) {
        over(now)
                .forEach((kind, count) ->
                        own.warn("{} more lines like this were left out within a minute: {}", count, kind));
    }

    private synchronized Map<String, Integer> over(boolean now) {
        long time = nanoTime.getAsLong();
        if (!now && time - begun < WINDOW.toNanos()) {
            return Map.of();
        }
        Map<String, Integer> over = leftOut;
        leftOut = new LinkedHashMap<>();
        counts = new HashMap<>();
        begun = time;
        return over;
    }
}
