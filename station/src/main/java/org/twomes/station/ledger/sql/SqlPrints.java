package org.twomes.station.ledger.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.PrintQueue;

/** The print queue in SQL. */
interface SqlPrints extends PrintQueue {
    @Override
    @SqlUpdate("""
            INSERT INTO print_job (sheet_id, state, job, detail, changed) VALUES (:sheet, 'DUE', '', '', :at)
            ON CONFLICT (sheet_id) DO NOTHING
            """)
    void due(long sheet, Instant at);

    @Override
    @SqlUpdate("""
            UPDATE print_job SET state = :to, job = :job, detail = :detail, changed = :at
            WHERE sheet_id = :sheet AND state = :from
            """)
    boolean move(long sheet, State from, State to, String job, String detail, Instant at);

    @Override
    @SqlQuery("""
            <printJob> WHERE COALESCE(sheet.taken_over_by, sheet.station) = :station AND p.state = :state
            ORDER BY p.changed, sheet.id
            """)
    List<Job> jobs(String station, State state);

    @Override
    @SqlQuery("<printJob> WHERE sheet.id = :sheet")
    Optional<Job> job(long sheet);
}
