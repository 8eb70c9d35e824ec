package org.twomes.station.unitdata;

import java.util.List;
import java.util.OptionalLong;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.nvs.NvsUnitRow;

/**
 * What one unit is given.
 *
 * @param rowKey what is given once: the number, or a digest of the row
 * @param number the serial number as a number; empty for a row
 * @param shown what people call it, never a secret
 * @param fields what labels and lists show of it, never a secret
 * @param row what is written; can be secret
 */
public record UnitData(String rowKey, OptionalLong number, String shown, List<GivenData.Field> fields, NvsUnitRow row) {
    /** Copies the list. */
    public UnitData {
        fields = List.copyOf(fields);
    }
}
