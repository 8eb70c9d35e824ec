package org.twomes.station.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Attempts, their transitions and notes in SQL. */
final class SqlAttempts {
    private static final String ATTEMPT =
            "SELECT a.*, u.mac AS mac FROM attempt a LEFT JOIN unit u ON u.id = a.unit_id ";

    /** For figures of many attempts: a boot log has up to 64 K characters, a quarter's would not fit into a small machine. */
    private static final String ATTEMPT_WITHOUT_LOG =
            "SELECT a.id, a.unit_id, a.ordinal, a.station, a.slot, a.bundle, a.state, a.failure_stage, a.failure_code,"
                    + " a.failure_detail, a.failure_retryable, '' AS boot_log, u.mac AS mac"
                    + " FROM attempt a LEFT JOIN unit u ON u.id = a.unit_id ";

    private final Database database;
    private final UnitStates states;

    SqlAttempts(Database database) {
        this.database = database;
        this.states = new UnitStates(database.dialect());
    }

    void transition(Handle handle, long attempt, UnitState state, Instant at, String detail) {
        handle.createUpdate("INSERT INTO transition (attempt_id, state, at, detail)"
                        + " VALUES (:attempt, :state, :at, :detail)")
                .bind("attempt", attempt)
                .bind("state", state.name())
                .bind("at", at.toEpochMilli())
                .bind("detail", detail)
                .execute();
    }

    void reach(Handle handle, long attempt, UnitState state, Instant at, String detail) {
        handle.createUpdate("UPDATE attempt SET state = :state, changed = :at WHERE id = :attempt")
                .bind("state", state.name())
                .bind("at", at.toEpochMilli())
                .bind("attempt", attempt)
                .execute();
        transition(handle, attempt, state, at, detail);
    }

    void end(Handle handle, long attempt) {
        handle.createUpdate("UPDATE attempt SET ended = 1 WHERE id = :attempt")
                .bind("attempt", attempt)
                .execute();
    }

    /** The latest attempt of a unit reaches a state. */
    void reachLatest(Handle handle, long unit, UnitState state, Instant at, String detail, boolean end) {
        latest(handle, unit).ifPresent(attempt -> {
            reach(handle, attempt, state, at, detail);
            if (end) {
                end(handle, attempt);
            }
        });
    }

    /** The latest attempt of a unit ends with a failure. */
    void endLatest(Handle handle, long unit, UnitState state, Failure failure, Instant at) {
        latest(handle, unit).ifPresent(attempt -> {
            write(handle, attempt, failure);
            reach(handle, attempt, state, at, failure.code());
            end(handle, attempt);
        });
    }

    /** Notes something with the latest attempt of a unit. */
    void noteLatest(Handle handle, long unit, String text, Instant at) {
        latest(handle, unit).ifPresent(attempt -> insertNote(handle, attempt, text, at));
    }

    private static Optional<Long> latest(Handle handle, long unit) {
        return handle.createQuery("SELECT MAX(id) FROM attempt WHERE unit_id = :unit")
                .bind("unit", unit)
                .mapTo(Long.class)
                .findOne();
    }

    Optional<Long> unitOf(Handle handle, long attempt) {
        return handle.createQuery("SELECT unit_id FROM attempt WHERE id = :attempt AND unit_id IS NOT NULL")
                .bind("attempt", attempt)
                .mapTo(Long.class)
                .findOne();
    }

    /** The attempt ends, and its unit with it, unless that has gone on by a later attempt or to its registration. */
    void stop(long attempt, UnitLifecycle.Event event, Failure failure, Instant at) {
        database.change(handle -> {
            reach(handle, attempt, event.to(), at, failure.code());
            end(handle, attempt);
            write(handle, attempt, failure);
            handle.createQuery("SELECT unit_id FROM attempt WHERE id = :attempt AND NOT EXISTS (SELECT 1"
                            + " FROM attempt later WHERE later.unit_id = attempt.unit_id AND later.id > :attempt)"
                            + " AND unit_id IS NOT NULL")
                    .bind("attempt", attempt)
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(unit -> states.move(handle, unit, event, Optional.of(failure), at));
        });
    }

    private static void write(Handle handle, long attempt, Failure failure) {
        handle.createUpdate("UPDATE attempt SET failure_stage = :stage, failure_code = :code,"
                        + " failure_detail = :detail, failure_retryable = :retryable WHERE id = :attempt")
                .bind("stage", failure.stage().name())
                .bind("code", failure.code())
                .bind("detail", failure.detail())
                .bind("retryable", failure.retryable() ? 1 : 0)
                .bind("attempt", attempt)
                .execute();
    }

    void bootLog(long attempt, String text) {
        database.change(handle -> handle.createUpdate("UPDATE attempt SET boot_log = :text WHERE id = :attempt")
                .bind("text", text)
                .bind("attempt", attempt)
                .execute());
    }

    void note(long attempt, String text, Instant at) {
        database.change(handle -> insertNote(handle, attempt, text, at));
    }

    static void insertNote(Handle handle, long attempt, String text, Instant at) {
        handle.createUpdate("INSERT INTO note (attempt_id, at, text) VALUES (:attempt, :at, :text)")
                .bind("attempt", attempt)
                .bind("at", at.toEpochMilli())
                .bind("text", text)
                .execute();
    }

    List<OpenAttempt> open(String station) {
        return database.read(handle -> handle.createQuery(ATTEMPT + "WHERE a.station = :station AND a.ended = 0"
                        + " AND a.state IN ('DETECTED', 'CONNECTED', 'PROGRAMMED', 'VERIFIED') ORDER BY a.id")
                .bind("station", station)
                .map((row, context) -> new OpenAttempt(
                        row.getLong("id"),
                        row.getString("slot"),
                        UnitState.valueOf(row.getString("state")),
                        Optional.ofNullable(row.getString("mac")),
                        Rows.instant(row, "began")))
                .list());
    }

    List<AttemptRecord> ofUnit(long unit) {
        return database.read(handle -> {
            Map<Long, List<AttemptRecord.Transition>> transitions = new LinkedHashMap<>();
            Map<Long, List<AttemptRecord.Note>> notes = new LinkedHashMap<>();
            read(handle, "a.unit_id = :x", unit, unit, transitions, notes);
            return records(handle, ATTEMPT + "WHERE a.unit_id = :x", unit, unit, transitions, notes);
        });
    }

    List<AttemptRecord> endedBetween(Instant from, Instant to) {
        // What has passed ended when it was identified; its registration and label may come hours later. The first two
        // conditions are for the index.
        String end = "CASE WHEN a.state IN ('FAILED', 'HELD') THEN a.changed ELSE COALESCE((SELECT MIN(p.at)"
                + " FROM transition p WHERE p.attempt_id = a.id AND p.state = 'IDENTIFIED'), a.changed) END";
        String where = "a.changed >= :x AND a.began < :y AND " + end + " >= :x AND " + end + " < :y"
                + " AND a.state IN ('FAILED', 'HELD', 'IDENTIFIED', 'REGISTERED', 'LABELLED')";
        return database.read(handle -> {
            Map<Long, List<AttemptRecord.Transition>> transitions = new LinkedHashMap<>();
            Map<Long, List<AttemptRecord.Note>> notes = new LinkedHashMap<>();
            long first = from.toEpochMilli();
            long last = to.toEpochMilli();
            read(handle, where, first, last, transitions, notes);
            return records(handle, ATTEMPT_WITHOUT_LOG + "WHERE " + where, first, last, transitions, notes);
        });
    }

    Optional<Long> lastIn(String station, String slotPath) {
        return database.read(handle -> handle.createQuery("SELECT unit_id FROM attempt WHERE station = :station"
                        + " AND slot_path = :path AND unit_id IS NOT NULL ORDER BY id DESC LIMIT 1")
                .bind("station", station)
                .bind("path", slotPath)
                .mapTo(Long.class)
                .findOne());
    }

    List<Duration> recentDurations(String hash, int limit) {
        return database.read(
                handle -> handle.createQuery("SELECT MIN(t.at) AS first, MAX(t.at) AS last FROM transition t"
                                + " WHERE t.state IN ('CONNECTED', 'IDENTIFIED') AND t.attempt_id IN (SELECT id FROM attempt"
                                + " WHERE bundle_sha256 = :hash AND state IN ('IDENTIFIED', 'REGISTERED', 'LABELLED')"
                                + " ORDER BY id DESC LIMIT :limit) GROUP BY t.attempt_id ORDER BY t.attempt_id DESC")
                        .bind("hash", hash)
                        .bind("limit", limit)
                        .map((row, context) -> Duration.ofMillis(row.getLong("last") - row.getLong("first")))
                        .list());
    }

    private static void read(
            Handle handle,
            String where,
            long x,
            long y,
            Map<Long, List<AttemptRecord.Transition>> transitions,
            Map<Long, List<AttemptRecord.Note>> notes) {
        String ids = " IN (SELECT a.id FROM attempt a WHERE " + where + ") ORDER BY id";
        handle.createQuery("SELECT * FROM transition WHERE attempt_id" + ids)
                .bind("x", x)
                .bind("y", y)
                .map((row, context) -> transitions
                        .computeIfAbsent(row.getLong("attempt_id"), id -> new ArrayList<>())
                        .add(new AttemptRecord.Transition(
                                UnitState.valueOf(row.getString("state")),
                                Rows.instant(row, "at"),
                                row.getString("detail"))))
                .list();
        handle.createQuery("SELECT * FROM note WHERE attempt_id" + ids)
                .bind("x", x)
                .bind("y", y)
                .map((row, context) -> notes.computeIfAbsent(row.getLong("attempt_id"), id -> new ArrayList<>())
                        .add(new AttemptRecord.Note(Rows.instant(row, "at"), row.getString("text"))))
                .list();
    }

    private static List<AttemptRecord> records(
            Handle handle,
            String select,
            long x,
            long y,
            Map<Long, List<AttemptRecord.Transition>> transitions,
            Map<Long, List<AttemptRecord.Note>> notes) {
        return handle.createQuery(select + " ORDER BY a.id")
                .bind("x", x)
                .bind("y", y)
                .map((row, context) -> Rows.attempt(
                        row,
                        transitions.getOrDefault(row.getLong("id"), List.of()),
                        notes.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }
}
