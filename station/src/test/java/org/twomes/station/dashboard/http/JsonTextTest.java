package org.twomes.station.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import tools.jackson.databind.json.JsonMapper;

/** The ledger's records in the JSON API have all their fields in one object, however the records group them. */
@Tag("fast")
class JsonTextTest {
    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object value) {
        return JsonMapper.shared().readValue(JsonText.of(value), Map.class);
    }

    @Test
    void aUnitIsOneFlatObject() {
        UnitRecord unit = new UnitRecord(
                7,
                new UnitRecord.Identity(
                        "24:0a:c4:d3:ad:48", 2, Optional.of("TWOMES-D3AD48"), Optional.empty(), Optional.empty()),
                UnitState.IDENTIFIED,
                Optional.empty(),
                Optional.empty(),
                new UnitRecord.Work("line-1", "A1", "fw.zip", "ab12", 3),
                AT,
                AT);
        assertThat(fields(unit))
                .containsOnlyKeys(
                        "id",
                        "mac",
                        "life",
                        "name",
                        "deviceType",
                        "state",
                        "failure",
                        "label",
                        "data",
                        "station",
                        "slot",
                        "bundle",
                        "bundleSha256",
                        "attempts",
                        "created",
                        "changed")
                .containsEntry("mac", "24:0a:c4:d3:ad:48")
                .containsEntry("attempts", 3)
                .containsEntry("created", "2026-11-24T08:00:00Z");
    }

    @Test
    void anAttemptIsOneFlatObject() {
        AttemptRecord attempt = new AttemptRecord(
                9,
                Optional.of(7L),
                Optional.empty(),
                1,
                new AttemptRecord.Work("line-1", "A1", "fw.zip"),
                UnitState.FAILED,
                Optional.empty(),
                new AttemptRecord.History(List.of(), List.of(new AttemptRecord.Note(AT, "slow")), "log"));
        assertThat(fields(attempt))
                .containsOnlyKeys(
                        "id",
                        "unit",
                        "mac",
                        "ordinal",
                        "station",
                        "slot",
                        "bundle",
                        "transitions",
                        "notes",
                        "state",
                        "failure",
                        "bootLog")
                .containsEntry("slot", "A1")
                .containsEntry("bootLog", "log");
    }

    @Test
    void aSheetIsOneFlatObject() {
        SheetLedger.Sheet sheet = new SheetLedger.Sheet(
                3,
                "line-1-0003",
                "line-1",
                "L7651",
                new SheetLedger.Positions(65, 2, 4),
                SheetLedger.SheetState.OPEN,
                "",
                new SheetLedger.Times(AT, Optional.empty()));
        assertThat(fields(sheet))
                .containsOnlyKeys(
                        "id",
                        "number",
                        "station",
                        "template",
                        "capacity",
                        "firstPosition",
                        "used",
                        "state",
                        "file",
                        "opened",
                        "released")
                .containsEntry("firstPosition", 2)
                .containsEntry("opened", "2026-11-24T08:00:00Z");
    }
}
