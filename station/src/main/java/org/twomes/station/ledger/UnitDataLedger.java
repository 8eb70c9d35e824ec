package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultException;

/**
 * Which board was given which data, once in the whole fleet. A source is a serial number's pattern or a table of rows; a
 * board has at most one row of each, and keeps it however often it is prepared, until a supervisor gives it back. Each call is one
 * transaction and durable when it returns; each throws {@link FaultException} when it is not.
 */
public interface UnitDataLedger {
    /** What the board has of {@code source}. */
    Optional<GivenData> given(String source, String mac);

    /** What the board has of all sources, newest first. */
    List<GivenData> given(String mac);

    /** What boards have, newest first. */
    List<GivenData> newest(int limit);

    /** The fields of what the board has of {@code source}, in their order. */
    List<GivenData.Field> fields(String source, String mac);

    /** What the board has of all sources with its fields, newest first. */
    List<GivenData.Shown> shown(String mac);

    /**
     * Gives {@code wanted} to its board and notes that with the attempt, unless the board has something of this source already: then
     * that counts.
     *
     * @return what the board has from now on; empty when another board has the row
     */
    Optional<GivenData> give(long attempt, GivenData wanted, List<GivenData.Field> fields);

    /** The smallest serial number from {@code first} on that was given back, or else the one behind the largest in use. */
    long nextNumber(String source, long first);

    /** Keys of the rows of {@code source} that boards have. */
    List<String> inUse(String source);

    /**
     * A supervisor gives back what the board has: other boards may get it. Noted in the audit log.
     *
     * @return what it was; empty, and nothing is given back, while a station of the fleet may still write it to the board
     */
    Optional<List<GivenData>> giveBack(String mac, String by, Instant at);
}
