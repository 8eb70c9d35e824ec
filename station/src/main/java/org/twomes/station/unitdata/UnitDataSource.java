package org.twomes.station.unitdata;

import java.util.Optional;
import java.util.OptionalLong;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.UnitDataLedger;

/** Where the data of units comes from. Of all stations of a fleet, each is to have the same. */
sealed interface UnitDataSource permits SerialNumbers, TableRows {
    /** Its name in the ledger. */
    String name();

    /** What people call it. */
    String shown();

    /**
     * The data that was given under this key.
     *
     * @return empty when the source has it no more
     * @throws FaultException UNIT_DATA_UNREADABLE when the source cannot be read
     */
    Optional<UnitData> row(String rowKey);

    /**
     * What is to be given next, as far as is known; another station may be quicker.
     *
     * @param afresh whether what was known was not right
     * @return empty when nothing is left
     * @throws FaultException as {@link #row}
     */
    Optional<UnitData> next(UnitDataLedger ledger, boolean afresh);

    /**
     * How many are left; empty where there is no end.
     *
     * @throws FaultException as {@link #row}
     */
    OptionalLong left(UnitDataLedger ledger);

    /** The source that {@code settings} name; nothing is read yet. */
    static UnitDataSource of(UnitDataSection settings) {
        return settings.table()
                .<UnitDataSource>map(TableRows::new)
                .or(() -> settings.serial().map(SerialNumbers::new))
                .orElseThrow(
                        () -> new IllegalArgumentException("device.data names neither a table nor a serial number"));
    }
}
