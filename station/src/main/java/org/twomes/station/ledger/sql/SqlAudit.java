package org.twomes.station.ledger.sql;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.Ledger;

/** The audit log in SQL. */
interface SqlAudit {
    /** An entry, whose object is cut to 1000 characters: no writer needs more, and none may fill the disk. */
    @SqlUpdate("INSERT INTO audit (at, who, action, object) VALUES (:at, :who, :action, SUBSTR(:object, 1, 1000))")
    void add(String who, String action, String object, Instant at);

    /** The difference of two indexed ends: counting would read every entry. */
    @SqlQuery("SELECT COALESCE(MAX(id) - MIN(id) + 1, 0) FROM audit")
    long entries();

    @SqlUpdate("DELETE FROM audit WHERE at < :before")
    int wipe(Instant before);

    @SqlQuery("SELECT * FROM audit ORDER BY id DESC LIMIT :limit")
    List<Ledger.AuditLine> newest(int limit);
}
