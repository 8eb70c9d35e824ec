package org.twomes.station.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.DashboardSection;

@Tag("fast")
class ShiftsTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Shifts SHIFTS = new Shifts(
            List.of(
                    new DashboardSection.Shift("Early", "06:00"),
                    new DashboardSection.Shift("Late", "14:00"),
                    new DashboardSection.Shift("Night", "22:00")),
            AMSTERDAM);

    private static Shifts.Shift shift(String name, String from, String to) {
        return new Shifts.Shift(name, Instant.parse(from), Instant.parse(to));
    }

    @Test
    void aShiftLastsUntilTheNextOneBegins() {
        assertThat(SHIFTS.at(Instant.parse("2026-11-24T13:00:00Z")))
                .isEqualTo(shift("Late", "2026-11-24T13:00:00Z", "2026-11-24T21:00:00Z"));
        assertThat(SHIFTS.at(Instant.parse("2026-11-24T12:59:59Z")).name()).isEqualTo("Early");
    }

    @Test
    void theLastShiftGoesOnAfterMidnightAndOverAChangeOfTheClock() {
        assertThat(SHIFTS.at(Instant.parse("2026-10-25T02:00:00Z")))
                .isEqualTo(shift("Night", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"));
    }

    @Test
    void withoutShiftsADayIsOne() {
        assertThat(new Shifts(List.of(), AMSTERDAM).at(Instant.parse("2026-11-24T23:30:00Z")))
                .isEqualTo(shift("", "2026-11-24T23:00:00Z", "2026-11-25T23:00:00Z"));
    }
}
