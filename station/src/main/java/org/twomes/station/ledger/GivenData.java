package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Data that one board alone was given: a serial number, or a row of a table.
 *
 * @param source where it comes from; see {@link UnitDataLedger}
 * @param rowKey what is given once: the number, or a digest of the row
 * @param number the serial number as a number; empty for a row
 * @param shown what people call it, never a secret
 * @param mac MAC address of the board
 * @param station that gave it
 * @param at when
 */
public record GivenData(
        String source, String rowKey, OptionalLong number, String shown, String mac, String station, Instant at) {

    /**
     * A part of the data for labels and lists, never a secret.
     *
     * @param name its column
     * @param content its text
     */
    public record Field(String name, String content) {
        @Override
        public String toString() {
            return name + "=" + content;
        }
    }

    /**
     * What a board has, for people.
     *
     * @param given what it was given
     * @param fields its parts, none of them secret
     */
    public record Shown(GivenData given, List<Field> fields) {
        /** In one line. */
        public String text() {
            String parts = fields.stream().map(Field::toString).collect(Collectors.joining(", "));
            return parts.isEmpty() ? given.shown() : given.shown() + " (" + parts + ")";
        }
    }
}
