package org.twomes.station.unitdata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.twomes.station.config.SerialPattern;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitDataLedger;
import org.twomes.station.nvs.NvsUnitRow;
import org.twomes.station.nvs.NvsValue;

/** Serial numbers that count up, those that were given back first. */
final class SerialNumbers implements UnitDataSource {
    private static final String FIELD = "serial";

    private final UnitDataSection.Serial settings;
    private final SerialPattern pattern;

    SerialNumbers(UnitDataSection.Serial settings) {
        this.settings = settings;
        this.pattern = SerialPattern.of(settings.pattern());
    }

    @Override
    public String name() {
        return "serial " + settings.pattern();
    }

    @Override
    public String shown() {
        return "serial numbers " + settings.pattern();
    }

    @Override
    public Optional<UnitData> row(String rowKey) {
        return Optional.of(data(Long.parseLong(rowKey)));
    }

    @Override
    public Optional<UnitData> next(UnitDataLedger ledger, boolean afresh) {
        long number = ledger.nextNumber(name(), settings.first());
        return number <= pattern.most() ? Optional.of(data(number)) : Optional.empty();
    }

    @Override
    public OptionalLong left(UnitDataLedger ledger) {
        long next = ledger.nextNumber(name(), settings.first());
        return pattern.most() == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, pattern.most() - next + 1));
    }

    private UnitData data(long number) {
        String text = pattern.text(number);
        NvsUnitRow.Value value = new NvsUnitRow.Value(settings.namespace(), settings.key(), new NvsValue.Text(text));
        return new UnitData(
                String.valueOf(number),
                OptionalLong.of(number),
                text,
                List.of(new GivenData.Field(FIELD, text)),
                new NvsUnitRow(0, Map.of(FIELD, text), List.of(value)));
    }
}
