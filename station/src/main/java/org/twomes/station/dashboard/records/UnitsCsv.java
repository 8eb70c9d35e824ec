package org.twomes.station.dashboard.records;

import java.util.List;
import org.twomes.station.common.Csv;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;

/** Units as CSV. */
final class UnitsCsv {
    private UnitsCsv() {}

    static String of(List<UnitRecord> units) {
        Csv csv = new Csv(
                "id",
                "mac",
                "life",
                "name",
                "type",
                "state",
                "code",
                "sheet",
                "position",
                "label",
                "data",
                "station",
                "slot",
                "bundle",
                "bundle_sha256",
                "attempts",
                "created",
                "changed");
        for (UnitRecord unit : units) {
            csv.row(
                    unit.id(),
                    unit.mac(),
                    unit.life(),
                    unit.name().orElse(""),
                    unit.deviceType().orElse(""),
                    unit.state(),
                    unit.failure().map(Failure::code).orElse(""),
                    unit.label().map(LabelPlace::sheet).orElse(""),
                    unit.label().map(place -> String.valueOf(place.number())).orElse(""),
                    unit.label().map(LabelPlace::state).map(Enum::name).orElse(""),
                    unit.data().orElse(""),
                    unit.station(),
                    unit.slot(),
                    unit.bundle(),
                    unit.bundleSha256(),
                    unit.attempts(),
                    unit.created(),
                    unit.changed());
        }
        return csv.text();
    }
}
