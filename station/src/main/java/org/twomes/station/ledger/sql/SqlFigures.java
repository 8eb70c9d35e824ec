package org.twomes.station.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.AllowUnusedBindings;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.BoardAttempt;
import org.twomes.station.ledger.FigureLedger;
import org.twomes.station.ledger.UnitState;

/** What figures are made of, in SQL. Rows are read by their columns' places: there are many of them. */
interface SqlFigures extends FigureLedger {
    /** A refused registration that a supervisor sent off once more waits again, whatever its attempt ended with. */
    String STATE = """
            CASE WHEN a.failure_stage = 'REGISTERED' AND a.state IN ('FAILED', 'HELD')
              AND (SELECT u.state FROM unit u WHERE u.id = a.unit_id) = 'IDENTIFIED' THEN 'IDENTIFIED' ELSE a.state END
            """;

    @Override
    @Database.Reads
    default List<BoardAttempt> attempts(Instant from, Instant to, Optional<String> station) {
        return rows(which(station), from, to, station);
    }

    @SqlQuery("""
            SELECT a.id, COALESCE(a.plugging, a.id), a.mac, a.station, a.slot, a.bundle,
            """ + STATE + """
              , a.failure_stage, a.failure_code, a.began, a.identified, CASE WHEN a.ordinal > 1 AND EXISTS (SELECT 1 FROM attempt e
                WHERE e.unit_id = a.unit_id AND e.id < a.id AND e.state = 'FAILED') THEN 1 ELSE 0 END
            FROM attempt a WHERE <which> ORDER BY a.id
            """)
    @RegisterRowMapper(Row.class)
    @AllowUnusedBindings
    List<BoardAttempt> rows(@Define String which, Instant from, Instant to, Optional<String> station);

    @Override
    @Database.Reads
    default List<Step> steps(Instant from, Instant to, Optional<String> station, int newest) {
        return steps(which(station), from, to, station, newest);
    }

    @SqlQuery("""
            SELECT t.attempt_id, t.state, t.at FROM transition t WHERE t.attempt_id IN
              (SELECT a.id FROM attempt a WHERE <which> ORDER BY a.began DESC LIMIT :newest)
            ORDER BY t.attempt_id, t.id
            """)
    @RegisterRowMapper(StepRow.class)
    @AllowUnusedBindings
    List<Step> steps(@Define String which, Instant from, Instant to, Optional<String> station, int newest);

    private static String which(Optional<String> station) {
        return "a.began >= :from AND a.began < :to" + (station.isPresent() ? " AND a.station = :station" : "");
    }

    /** Reads an attempt. */
    final class Row implements RowMapper<BoardAttempt> {
        @Override
        public BoardAttempt map(ResultSet row, StatementContext context) throws SQLException {
            Optional<String> code = Optional.ofNullable(row.getString(9));
            UnitState state = UnitState.valueOf(row.getString(7));
            UnitState stage = Optional.ofNullable(row.getString(8))
                    .map(UnitState::valueOf)
                    .orElse(state);
            long identified = row.getLong(11);
            Optional<Instant> passed = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(identified));
            return new BoardAttempt(
                    row.getLong(1),
                    row.getLong(2),
                    Optional.ofNullable(row.getString(3)),
                    new AttemptRecord.Work(row.getString(4), row.getString(5), row.getString(6)),
                    state,
                    code.map(known -> new BoardAttempt.Cause(stage, known)),
                    row.getInt(12) == 1,
                    new BoardAttempt.Times(Instant.ofEpochMilli(row.getLong(10)), passed));
        }
    }

    /** Reads a step. */
    final class StepRow implements RowMapper<Step> {
        @Override
        public Step map(ResultSet row, StatementContext context) throws SQLException {
            return new Step(row.getLong(1), UnitState.valueOf(row.getString(2)), Instant.ofEpochMilli(row.getLong(3)));
        }
    }
}
