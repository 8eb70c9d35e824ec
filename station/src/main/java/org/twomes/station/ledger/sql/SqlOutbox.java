package org.twomes.station.ledger.sql;

import static org.twomes.station.ledger.sql.SqlObjects.runs;
import static org.twomes.station.ledger.sql.SqlObjects.states;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.customizer.AllowUnusedBindings;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.UnitLifecycle.Event;
import org.twomes.station.ledger.UnitState;

/** Registrations that wait, in SQL. */
interface SqlOutbox extends Outbox, SqlObject {
    @SqlUpdate("""
            INSERT INTO outbox (unit_id, state, tries, unanswered, may_have_arrived, next_at, claimed_until, since, why)
            VALUES (:unit, 'WAITING', 0, 0, 0, :at, 0, :at, '')
            ON CONFLICT (unit_id) DO UPDATE SET state = 'WAITING', tries = 0, unanswered = 0, may_have_arrived = 0,
              next_at = :at, claimed_by = NULL, claimed_until = 0, why = ''
            """)
    void put(long unit, Instant at);

    /** The unit's token is about to be erased: what waits for it would register a device that no longer exists. */
    default void cancel(long unit, long attempt, Instant at) {
        if (cancel(unit) > 0) {
            String note = "the waiting registration of unit " + unit + " was cancelled by this new preparation";
            runs(this).note(attempt, note, at);
        }
    }

    @SqlUpdate("UPDATE outbox SET state = 'CANCELLED' WHERE unit_id = :unit AND state = 'WAITING'")
    int cancel(long unit);

    @Override
    default List<Waiting> claim(String station, Instant now, Duration lease, int limit) {
        List<Waiting> due = due("o.next_at <= :now", 0, now, limit);
        due.forEach(waiting -> take(station, waiting.unit(), now.plus(lease)));
        return due;
    }

    @Override
    default Optional<Waiting> claim(String station, long unit, Instant now, Duration lease) {
        Optional<Waiting> found =
                due("o.unit_id = :unit", unit, now, 1).stream().findFirst();
        found.ifPresent(waiting -> take(station, unit, now.plus(lease)));
        return found;
    }

    @SqlQuery("""
            SELECT u.id AS unit, u.name, COALESCE(u.device_type, '') AS device_type, u.token, o.tries,
              o.may_have_arrived = 1 OR o.unanswered = 1 AS may_have_arrived, o.since, u.station, u.approved_by,
              u.sticker AS label_due
            FROM outbox o JOIN unit u ON u.id = o.unit_id
            WHERE o.state = 'WAITING' AND <which> AND o.claimed_until <= :now
            ORDER BY o.since, o.unit_id LIMIT :limit <lockFreeOutbox>
            """)
    @AllowUnusedBindings
    List<Waiting> due(@Define String which, long unit, Instant now, int limit);

    @SqlUpdate("""
            UPDATE outbox SET claimed_by = :station, claimed_until = :until,
              may_have_arrived = CASE WHEN unanswered = 1 THEN 1 ELSE may_have_arrived END
            WHERE unit_id = :unit
            """)
    void take(String station, long unit, Instant until);

    @Override
    @SqlUpdate("""
            UPDATE outbox SET claimed_by = NULL, claimed_until = 0 WHERE claimed_by = :station AND state = 'WAITING'
            """)
    int release(String station);

    @Override
    @SqlUpdate("UPDATE outbox SET tries = tries + 1, unanswered = 1 WHERE unit_id = :unit AND state = 'WAITING'")
    @AllowUnusedBindings
    void calling(long unit, Instant at);

    @Override
    default boolean confirmed(long unit, String backOfficeId, String address, Instant at) {
        boolean sticker = sticker(unit);
        if (confirm(unit, backOfficeId, address) > 0) {
            states(this).move(unit, Event.REGISTERED, at);
            runs(this).latest(unit).ifPresent(attempt -> {
                runs(this).reach(attempt, UnitState.REGISTERED, at, backOfficeId);
                if (!sticker) {
                    runs(this).end(attempt);
                }
            });
        }
        return sticker;
    }

    @SqlUpdate("""
            UPDATE outbox SET state = 'CONFIRMED', unanswered = 0, back_office_id = :backOfficeId, back_office = :address
            WHERE unit_id = :unit AND state = 'WAITING'
            """)
    int confirm(long unit, String backOfficeId, String address);

    @SqlQuery("SELECT sticker FROM unit WHERE id = :unit")
    boolean sticker(long unit);

    @Override
    @SqlQuery("""
            SELECT u.id AS unit, u.name, u.token FROM outbox o JOIN unit u ON u.id = o.unit_id
            WHERE o.state = 'CONFIRMED' AND o.back_office = :address AND u.token IS NOT NULL AND <latestPreparation>
            ORDER BY u.id DESC LIMIT :limit
            """)
    List<Registered> registered(String address, int limit);

    @Override
    @SqlUpdate("""
            UPDATE outbox SET unanswered = 0, may_have_arrived = :mayHaveArrived, next_at = :next, claimed_by = NULL,
              claimed_until = 0, why = :why
            WHERE unit_id = :unit AND state = 'WAITING'
            """)
    void postpone(long unit, String why, boolean mayHaveArrived, Instant next);

    @Override
    default void refused(long unit, Failure failure, boolean hold, Instant at) {
        // Else another station settled it while this one's claim had run out.
        if (refuse(unit, failure.detail()) > 0) {
            Event event = hold ? Event.REGISTRATION_HELD : Event.REGISTRATION_REFUSED;
            states(this).move(unit, event, Optional.of(failure), at);
            runs(this).latest(unit).ifPresent(attempt -> runs(this).fail(attempt, event.to(), failure, at));
        }
    }

    @SqlUpdate("""
            UPDATE outbox SET state = 'REFUSED', unanswered = 0, why = :why WHERE unit_id = :unit AND state = 'WAITING'
            """)
    int refuse(long unit, String why);

    @Override
    @SqlUpdate("UPDATE outbox SET next_at = :now WHERE state = 'WAITING' AND next_at > :now")
    int dueNow(Instant now);

    @Override
    default void reopen(long unit, Instant now) {
        if (waitAgain(unit, now) == 0 || !states(this).move(unit, Event.REGISTRATION_REOPENED, now)) {
            throw new FaultException(
                    FaultCode.LEDGER_CONFLICT,
                    "Unit " + unit + " has no refused registration whose token is kept: run the board again.");
        }
    }

    @SqlUpdate("""
            UPDATE outbox SET state = 'WAITING', next_at = :now, claimed_by = NULL, claimed_until = 0
            WHERE unit_id = :unit AND state = 'REFUSED'
              AND EXISTS (SELECT 1 FROM unit u WHERE u.id = :unit AND u.token IS NOT NULL)
            """)
    int waitAgain(long unit, Instant now);

    @Override
    default int reopen(List<String> codes, Instant now) {
        List<Long> held = codes.isEmpty() ? List.of() : held(codes);
        held.forEach(unit -> reopen(unit, now));
        return held.size();
    }

    @SqlQuery("""
            SELECT u.id FROM unit u JOIN outbox o ON o.unit_id = u.id
            WHERE o.state = 'REFUSED' AND u.state = 'HELD' AND u.token IS NOT NULL AND u.failure_code IN (<codes>)
              AND <latestPreparation>
            """)
    List<Long> held(@BindList List<String> codes);

    @Override
    default void approve(long unit, String by, Instant now) {
        reopen(unit, now);
        approvedBy(unit, by);
    }

    @SqlUpdate("UPDATE unit SET approved_by = :by WHERE id = :unit")
    void approvedBy(long unit, String by);

    @Override
    @SqlQuery("SELECT COUNT(*) FROM outbox WHERE state = 'WAITING'")
    int waiting();

    @Override
    @SqlQuery("SELECT since FROM outbox WHERE state = 'WAITING' ORDER BY since LIMIT 1")
    Optional<Instant> oldest();
}
