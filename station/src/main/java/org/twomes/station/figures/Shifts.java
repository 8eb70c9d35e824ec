package org.twomes.station.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.twomes.station.config.DashboardSection;

/** The shifts of the configuration on the calendar of a zone; where it has none, a shift is a day. */
public final class Shifts {
    private final List<DashboardSection.Shift> shifts;
    private final ZoneId zone;

    /** {@code shifts} in the order of the day. */
    public Shifts(List<DashboardSection.Shift> shifts, ZoneId zone) {
        this.shifts = shifts;
        this.zone = zone;
    }

    /** A shift: {@code from} belongs to it, {@code to} does not; {@code name} is empty for a day. */
    public record Shift(String name, Instant from, Instant to) {}

    /** The shift at a time. */
    public Shift at(Instant time) {
        LocalDate day = time.atZone(zone).toLocalDate();
        // One that began on the day before may last until now.
        return Stream.of(day.minusDays(1), day)
                .flatMap(this::of)
                .filter(shift -> !shift.from().isAfter(time))
                .max(Comparator.comparing(Shift::from))
                .orElseThrow();
    }

    private Stream<Shift> of(LocalDate day) {
        if (shifts.isEmpty()) {
            return Stream.of(new Shift("", midnight(day), midnight(day.plusDays(1))));
        }
        return IntStream.range(0, shifts.size())
                .mapToObj(i -> new Shift(shifts.get(i).name(), begin(day, i), begin(day, i + 1)));
    }

    private Instant begin(LocalDate day, int index) {
        int shift = index % shifts.size();
        LocalDate date = day.plusDays(index / shifts.size());
        return date.atTime(LocalTime.parse(shifts.get(shift).from()))
                .atZone(zone)
                .toInstant();
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
