package org.twomes.station.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The print queue in SQL. */
final class SqlPrints implements PrintQueue {
    private static final String JOBS = "SELECT " + Rows.SHEET_COLUMNS
            + ", p.state AS print_state, p.job, p.detail, p.changed"
            + " FROM print_job p JOIN sheet ON sheet.id = p.sheet_id";

    private final Database database;

    SqlPrints(Database database) {
        this.database = database;
    }

    @Override
    public void due(long sheet, Instant at) {
        database.change(handle -> handle.createUpdate("INSERT INTO print_job (sheet_id, state, job, detail, changed)"
                        + " VALUES (:sheet, 'DUE', '', '', :at) ON CONFLICT (sheet_id) DO NOTHING")
                .bind("sheet", sheet)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public boolean move(long sheet, State from, State to, String job, String detail, Instant at) {
        return database.write(handle -> handle.createUpdate("UPDATE print_job SET state = :to, job = :job,"
                                + " detail = :detail, changed = :at WHERE sheet_id = :sheet AND state = :from")
                        .bind("to", to.name())
                        .bind("job", job)
                        .bind("detail", detail)
                        .bind("at", at.toEpochMilli())
                        .bind("sheet", sheet)
                        .bind("from", from.name())
                        .execute()
                == 1);
    }

    @Override
    public List<Job> jobs(String station, State state) {
        return database.read(handle -> handle.createQuery(
                        JOBS
                                + " WHERE COALESCE(sheet.taken_over_by, sheet.station) = :station AND p.state = :state ORDER BY p.changed, sheet.id")
                .bind("station", station)
                .bind("state", state.name())
                .map((row, context) -> job(row))
                .list());
    }

    @Override
    public Optional<Job> job(long sheet) {
        return database.read(handle -> handle.createQuery(JOBS + " WHERE sheet.id = :sheet")
                .bind("sheet", sheet)
                .map((row, context) -> job(row))
                .findOne());
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                Rows.sheet(row),
                State.valueOf(row.getString("print_state")),
                row.getString("job"),
                row.getString("detail"),
                Rows.instant(row, "changed"));
    }
}
