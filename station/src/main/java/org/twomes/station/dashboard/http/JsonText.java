package org.twomes.station.dashboard.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of answers and of the small bodies that actions carry. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addMixIn(UnitRecord.class, Flat.class)
            .addMixIn(AttemptRecord.class, Flat.class)
            .addMixIn(SheetLedger.Sheet.class, Flat.class)
            .build();

    /** What the ledger's records group stands in one JSON object. */
    private interface Flat {
        @JsonUnwrapped
        UnitRecord.Identity identity();

        @JsonUnwrapped
        Object work();

        @JsonUnwrapped
        AttemptRecord.History history();

        @JsonUnwrapped
        SheetLedger.Positions positions();

        @JsonUnwrapped
        SheetLedger.Times times();
    }

    private JsonText() {}

    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** What {@code text} holds; empty when it is not that. */
    static <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
