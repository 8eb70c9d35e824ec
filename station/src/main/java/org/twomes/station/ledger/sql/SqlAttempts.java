package org.twomes.station.ledger.sql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** Attempts, their transitions and notes: what the other tables' transactions do to them. */
interface SqlAttempts {
    @SqlUpdate("""
            INSERT INTO attempt (ordinal, station, slot_path, slot, port, bundle, bundle_sha256, state, ended, boot_log,
              began, changed, plugging)
            VALUES (1, :station, :slotPath, :slot, :port, :bundle, :bundleSha256, 'DETECTED', 0, '', :at, :at, :plugging)
            """)
    @GetGeneratedKeys("id")
    long insert(@BindMethods AttemptStart start);

    @SqlUpdate("UPDATE attempt SET identified = :at WHERE id = :attempt")
    void identified(long attempt, Instant at);

    @SqlUpdate("INSERT INTO transition (attempt_id, state, at, detail) VALUES (:attempt, :state, :at, :detail)")
    void transition(long attempt, UnitState state, Instant at, String detail);

    @SqlUpdate("UPDATE attempt SET state = :state, changed = :at WHERE id = :attempt")
    void state(long attempt, UnitState state, Instant at);

    default void reach(long attempt, UnitState state, Instant at, String detail) {
        state(attempt, state, at);
        transition(attempt, state, at, detail);
    }

    @SqlUpdate("UPDATE attempt SET ended = 1 WHERE id = :attempt")
    void end(long attempt);

    @SqlUpdate("""
            UPDATE attempt SET ended = 1, failure_stage = :stage, failure_code = :code, failure_detail = :detail,
              failure_retryable = :retryable
            WHERE id = :attempt
            """)
    void end(long attempt, @BindMethods Failure failure);

    default void fail(long attempt, UnitState state, Failure failure, Instant at) {
        reach(attempt, state, at, failure.code());
        end(attempt, failure);
    }

    @SqlQuery("SELECT MAX(id) FROM attempt WHERE unit_id = :unit")
    Optional<Long> latest(long unit);

    @SqlQuery("SELECT unit_id FROM attempt WHERE id = :attempt AND unit_id IS NOT NULL")
    Optional<Long> unitOf(long attempt);

    /** The unit of an attempt that is still its latest. */
    @SqlQuery("""
            SELECT unit_id FROM attempt WHERE id = :attempt AND unit_id IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM attempt later WHERE later.unit_id = attempt.unit_id AND later.id > :attempt)
            """)
    Optional<Long> unitOfLatest(long attempt);

    @SqlUpdate("""
            UPDATE attempt SET unit_id = :unit, ordinal = u.attempts, mac = u.mac
            FROM (SELECT attempts, mac FROM unit WHERE id = :unit) AS u WHERE attempt.id = :attempt
            """)
    void attach(long attempt, long unit);

    @SqlUpdate("INSERT INTO note (attempt_id, at, text) VALUES (:attempt, :at, :text)")
    void note(long attempt, String text, Instant at);

    /** Notes something with the latest attempt of a unit. */
    default void noteLatest(long unit, String text, Instant at) {
        latest(unit).ifPresent(attempt -> note(attempt, text, at));
    }

    /** Those that a condition over {@code a}, {@code :x} and {@code :y} names, oldest first, with all that happened in them. */
    default List<AttemptRecord> those(String which, String bootLog, long x, long y) {
        Map<Long, List<AttemptRecord.Transition>> transitions = byAttempt(transitions(which, x, y));
        Map<Long, List<AttemptRecord.Note>> notes = byAttempt(notes(which, x, y));
        return rows(which, bootLog, x, y).stream()
                .map(row -> row.with(
                        transitions.getOrDefault(row.id(), List.of()), notes.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static <T> Map<Long, List<T>> byAttempt(List<Map.Entry<Long, T>> rows) {
        return rows.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    @SqlQuery("SELECT * FROM transition WHERE attempt_id IN (SELECT a.id FROM attempt a WHERE <which>) ORDER BY id")
    @KeyColumn("attempt_id")
    List<Map.Entry<Long, AttemptRecord.Transition>> transitions(@Define String which, long x, long y);

    @SqlQuery("SELECT * FROM note WHERE attempt_id IN (SELECT a.id FROM attempt a WHERE <which>) ORDER BY id")
    @KeyColumn("attempt_id")
    List<Map.Entry<Long, AttemptRecord.Note>> notes(@Define String which, long x, long y);

    @SqlQuery("""
            SELECT a.id, a.unit_id AS unit, a.ordinal, a.station, a.slot, a.bundle, a.state, a.failure_stage,
              a.failure_code, a.failure_detail, a.failure_retryable, <bootLog> AS boot_log, u.mac
            FROM attempt a LEFT JOIN unit u ON u.id = a.unit_id WHERE <which> ORDER BY a.id
            """)
    @RegisterConstructorMapper(Row.class)
    List<Row> rows(@Define String which, @Define String bootLog, long x, long y);

    /** An attempt before its transitions and notes are read. */
    record Row(
            long id,
            Optional<Long> unit,
            Optional<String> mac,
            int ordinal,
            @Nested AttemptRecord.Work work,
            UnitState state,
            @Nested("failure_") Optional<Failure> failure,
            String bootLog) {
        AttemptRecord with(List<AttemptRecord.Transition> transitions, List<AttemptRecord.Note> notes) {
            AttemptRecord.History history = new AttemptRecord.History(transitions, notes, bootLog);
            return new AttemptRecord(id, unit, mac, ordinal, work, state, failure, history);
        }
    }
}
