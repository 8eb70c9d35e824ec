package org.twomes.station.config;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/** Checks a Quartz cron expression with the class that will go by it, and says what is wrong in the terms of a crontab. */
public final class CronText {
    private static final String FIELDS =
            "seconds minutes hours day-of-month month day-of-week [year], one of the two days as ?";

    private static final String EXAMPLE = "0 0 17 ? * MON-FRI";
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final Pattern DAY_NUMBER = Pattern.compile("(?<![0-9/#])[0-7](?![0-9])");
    private static final int CRONTAB_FIELDS = 5;
    private static final int LEAST_FIELDS = 6;
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;

    private CronText() {}

    /** What is wrong with {@code cron}, which fields are wanted, and an example as near to it as can be; empty where it is right. */
    public static Optional<String> complaint(String cron) {
        String wrong = fault(cron).orElse("");
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        String text = cron.strip();
        List<String> fields = List.of(text.split("\\s+"));
        Matcher time = TIME_OF_DAY.matcher(text);
        String reason = wrong;
        Optional<String> meant = Optional.empty();
        if (time.matches()) {
            reason = "it is a time of day";
            meant = Optional.of(
                    "0 %d %d * * ?".formatted(Integer.parseInt(time.group(2)), Integer.parseInt(time.group(1))));
        } else if (fields.size() == CRONTAB_FIELDS) {
            reason = "it has the five fields of a crontab, which have no seconds";
            meant = ofCrontab(fields);
        } else if (fields.size() >= LEAST_FIELDS && bothDays(fields)) {
            reason = "it gives both a day of month and a day of week";
            meant = withOneDay(fields);
        } else if (fields.size() < LEAST_FIELDS) {
            reason = "it has " + fields.size() + " of at least six fields";
        }
        String example = meant.filter(guess -> fault(guess).isEmpty()).orElse(EXAMPLE);
        return Optional.of("'%s' is no Quartz cron expression: %s; write %s, such as \"%s\""
                .formatted(cron, reason, FIELDS, example));
    }

    /** Whether {@code cron}, which is right, names no time after {@code now}. */
    public static boolean neverAfter(String cron, Instant now) {
        try {
            return new CronExpression(cron).getNextValidTimeAfter(Date.from(now)) == null;
        } catch (ParseException e) {
            throw new IllegalArgumentException(complaint(cron).orElse(cron), e);
        }
    }

    private static Optional<String> fault(String cron) {
        try {
            new CronExpression(cron);
            return Optional.empty();
        } catch (ParseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Optional.of("it cannot be read");
        }
    }

    private static boolean bothDays(List<String> fields) {
        return !fields.get(DAY_OF_MONTH).equals("?") && !fields.get(DAY_OF_WEEK).equals("?");
    }

    private static Optional<String> withOneDay(List<String> fields) {
        if (!fields.get(DAY_OF_MONTH).equals("*") && !fields.get(DAY_OF_WEEK).equals("*")) {
            return Optional.empty();
        }
        int free = fields.get(DAY_OF_WEEK).equals("*") ? DAY_OF_WEEK : DAY_OF_MONTH;
        return Optional.of(Stream.iterate(0, i -> i + 1)
                .limit(fields.size())
                .map(i -> i == free ? "?" : fields.get(i))
                .collect(Collectors.joining(" ")));
    }

    /** A crontab's days of the week are 0 or 7 for Sunday, Quartz's 1; their names are the same. */
    private static Optional<String> ofCrontab(List<String> fields) {
        String days = DAY_NUMBER
                .matcher(fields.get(CRONTAB_FIELDS - 1))
                .replaceAll(day -> DAYS.get(Integer.parseInt(day.group())));
        return withOneDay(Stream.concat(
                        Stream.of("0"), Stream.concat(fields.subList(0, CRONTAB_FIELDS - 1).stream(), Stream.of(days)))
                .toList());
    }
}
