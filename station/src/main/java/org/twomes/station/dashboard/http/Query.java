package org.twomes.station.dashboard.http;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Parameters of a request; those that make no sense end in a {@link BadQuery}. */
public final class Query {
    /** The longest stretch that figures are made of at once: a quarter. */
    private static final Duration LONGEST = Duration.ofDays(93);

    private static final int LOCAL_MINUTES = "2026-11-24T06:00".length();

    private Query() {}

    /** A stretch of time; {@code from} belongs to it, {@code to} does not. */
    public record Stretch(Instant from, Instant to) {}

    /** The text of a parameter; empty when it is missing or blank. */
    public static Optional<String> text(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The time of a parameter, of {@code zone} where it names none; empty when it is missing or blank. */
    public static Optional<Instant> time(Context context, String name, ZoneId zone) {
        try {
            return text(context, name).map(text -> moment(text, zone));
        } catch (DateTimeException e) {
            throw new BadQuery(name + " is a time like 2026-11-24T06:00:00Z, or like 2026-11-24T06:00 at the station");
        }
    }

    private static Instant moment(String text, ZoneId zone) {
        boolean local = text.length() == LOCAL_MINUTES || text.length() == LOCAL_MINUTES + ":00".length();
        return local && !text.endsWith("Z")
                ? LocalDateTime.parse(text).atZone(zone).toInstant()
                : Instant.parse(text);
    }

    /** From {@code from} (else midnight in {@code zone}) to {@code to} (else now), and never beyond now. */
    public static Stretch stretch(Context context, Clock clock, ZoneId zone) {
        Instant now = clock.instant();
        Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        Instant from = time(context, "from", zone).orElse(midnight);
        Instant to = time(context, "to", zone).orElse(now);
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new BadQuery("from must be before to, by at most " + LONGEST.toDays() + " days");
        }
        return new Stretch(from, from.isBefore(now) && now.isBefore(to) ? now : to);
    }
}
