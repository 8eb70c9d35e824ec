package org.twomes.station.ledger.sql;

import java.util.Map;

/**
 * What differs between the databases.
 *
 * @param id column definition of a row number
 * @param bytes type of a byte string
 * @param lock suffix of a query that locks its rows until the transaction ends
 * @param lockFreeOutbox suffix of a query that locks its rows of the outbox {@code o}, passing over rows that others have locked
 * @param share suffix of a query whose rows others may read but not change until the transaction ends
 */
public record Dialect(String id, String bytes, String lock, String lockFreeOutbox, String share) {
    /** A write transaction has the whole file to itself, so rows need no locks. */
    public static final Dialect SQLITE = new Dialect("INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB", "", "", "");

    /** The server of a fleet: many write at once. */
    public static final Dialect POSTGRESQL = new Dialect(
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "BYTEA",
            "FOR UPDATE",
            "FOR UPDATE OF o SKIP LOCKED",
            "FOR SHARE");

    /** What stands in angle brackets in statements. */
    Map<String, String> suffixes() {
        return Map.of("lock", lock, "lockFreeOutbox", lockFreeOutbox, "share", share);
    }

    /** What stands in the migrations' placeholders. */
    public Map<String, String> placeholders() {
        return Map.of("id", id, "bytes", bytes);
    }
}
