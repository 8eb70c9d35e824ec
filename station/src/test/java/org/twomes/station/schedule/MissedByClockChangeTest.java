package org.twomes.station.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class MissedByClockChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // In Amsterdam 02:00 is followed by 03:00 (01:00 UTC) on 29 March 2026.
                "0 30 2 * * ?|Europe/Amsterdam|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z",
                "0 0 2 * * ?|Europe/Amsterdam|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z",
                "59 59 2 ? * SUN|Europe/Amsterdam|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z",
                "0 0 3 * * ?|Europe/Amsterdam|2026-03-28T12:00:00Z|none",
                "59 59 1 * * ?|Europe/Amsterdam|2026-03-28T12:00:00Z|none",
                "0 30 2 ? * MON|Europe/Amsterdam|2026-03-28T12:00:00Z|none",
                "0 30 2 * * ?|Europe/Amsterdam|2026-03-26T12:00:00Z|none",
                "0 30 2 * * ?|Europe/Amsterdam|2026-03-29T01:00:00Z|none",
                // An hour that comes twice is none that is missing.
                "0 30 2 * * ?|Europe/Amsterdam|2026-10-24T12:00:00Z|none",
                // Half an hour on Lord Howe Island; midnight in Beirut; none in Tokyo.
                "0 15 2 * * ?|Australia/Lord_Howe|2026-10-03T00:00:00Z|2026-10-03T15:30:00Z",
                "0 45 1 * * ?|Australia/Lord_Howe|2026-10-03T00:00:00Z|none",
                "0 0 0 * * ?|Asia/Beirut|2026-03-28T12:00:00Z|2026-03-28T22:00:00Z",
                "0 30 2 * * ?|Asia/Tokyo|2026-03-28T12:00:00Z|none"
            })
    void whatTheMissingHourHidesIsDueWhereItWouldHaveBegun(String cron, String zone, Instant now, Instant due) {
        assertThat(MissedByClockChange.next(cron, ZoneId.of(zone).getRules(), now, Duration.ofDays(2)))
                .isEqualTo(java.util.Optional.ofNullable(due));
    }
}
