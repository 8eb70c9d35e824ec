package org.twomes.station.daemon;

import java.util.Optional;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;

/** Device types of earlier boards. */
final class DeviceTypes {
    private static final int UNITS = 100;

    private DeviceTypes() {}

    /** The device type of the newest of the latest units that were flashed with the bundle of this SHA-256. */
    static Optional<String> earlier(UnitLedger units, String bundleSha256) {
        return units.search(UnitQuery.newest(UNITS)).stream()
                .filter(unit -> unit.bundleSha256().equals(bundleSha256))
                .map(UnitRecord::deviceType)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
