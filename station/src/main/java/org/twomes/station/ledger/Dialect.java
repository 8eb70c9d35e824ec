package org.twomes.station.ledger;

import java.util.Map;

/**
 * What differs between the databases.
 *
 * @param id column definition of a row number
 * @param bytes type of a byte string
 * @param lock suffix of a query that locks its rows until the transaction ends
 * @param lockFree as {@code lock}, passing over rows that others have locked
 * @param share suffix of a query whose rows others may read but not change until the transaction ends
 */
record Dialect(String id, String bytes, String lock, String lockFree, String share) {
    /** A write transaction has the whole file to itself, so rows need no locks. */
    static final Dialect SQLITE = new Dialect("INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB", "", "", "");

    static final Dialect POSTGRESQL = new Dialect(
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "BYTEA",
            " FOR UPDATE",
            " FOR UPDATE SKIP LOCKED",
            " FOR SHARE");

    Map<String, String> placeholders() {
        return Map.of("id", id, "bytes", bytes);
    }
}
