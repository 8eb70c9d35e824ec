package org.twomes.station.ledger.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.SheetLedger;

/** What is wiped when it is old, and what the ledger tells of itself, in SQL. */
interface SqlRetention {
    @SqlUpdate("""
            UPDATE unit SET token = NULL, password = NULL WHERE token IS NOT NULL
              AND (id IN (SELECT l.unit_id FROM label l JOIN sheet s ON s.id = l.sheet_id
                  WHERE l.at < :before AND s.state = 'RELEASED')
                OR changed < :before AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = unit.id)
                  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.unit_id = unit.id AND o.state = 'WAITING')
                  AND NOT (sticker = 1 AND state = 'REGISTERED'))
            """)
    int wipeTokens(Instant before);

    @SqlQuery("""
            <sheet> WHERE state <> 'RELEASED'
              AND EXISTS (SELECT 1 FROM label l WHERE l.sheet_id = sheet.id AND l.at < :placedBefore)
            ORDER BY id
            """)
    List<SheetLedger.Sheet> unmadeSheets(Instant placedBefore);

    @SqlUpdate("UPDATE attempt SET boot_log = '' WHERE boot_log <> '' AND ended = 1 AND changed < :endedBefore")
    int wipeBootLogs(Instant endedBefore);

    @SqlQuery("SELECT MAX(last_checkin_time) FROM qrtz_scheduler_state WHERE instance_name = :station")
    Optional<Instant> lastSeen(String station);

    @SqlUpdate("""
            INSERT INTO setting (name, content) VALUES ('probe', '1')
            ON CONFLICT (name) DO UPDATE SET content = excluded.content
            """)
    void probe();
}
