package org.twomes.station.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The nights in which clocks are put forward lack an hour, and Quartz passes over the times in it. What was due then is due when that hour
 * would have begun: at 03:00 for 02:30.
 */
final class MissedByClockChange {
    private MissedByClockChange() {}

    /** The next moment in {@code within} from {@code now} at which clocks by {@code rules} jump over a time of {@code cron}. */
    static Optional<Instant> next(String cron, ZoneRules rules, Instant now, Duration within) {
        Instant end = now.plus(within);
        Instant at = now;
        while (true) {
            ZoneOffsetTransition change = rules.nextTransition(at);
            if (change == null || change.getInstant().isAfter(end)) {
                return Optional.empty();
            }
            if (change.isGap() && namesATime(cron, change.getDateTimeBefore(), change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            at = change.getInstant();
        }
    }

    /** Whether {@code cron} names a time from {@code first} on and before {@code end}, by a clock that never changes. */
    private static boolean namesATime(String cron, LocalDateTime first, LocalDateTime end) {
        try {
            CronExpression steady = new CronExpression(cron);
            steady.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            Date next = steady.getNextValidTimeAfter(
                    Date.from(first.toInstant(ZoneOffset.UTC).minusMillis(1)));
            return next != null && next.toInstant().isBefore(end.toInstant(ZoneOffset.UTC));
        } catch (ParseException e) {
            throw new IllegalArgumentException("'" + cron + "' is no Quartz cron expression", e);
        }
    }
}
