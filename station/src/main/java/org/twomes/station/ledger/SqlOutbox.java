package org.twomes.station.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Registrations that wait, in SQL. */
final class SqlOutbox implements Outbox {
    private static final String WAITING =
            "SELECT o.*, u.name, u.device_type, u.token, u.station, u.approved_by, u.sticker FROM outbox o JOIN unit u ON u.id = o.unit_id WHERE ";

    /** No later life of the unit's board. */
    private static final String LATEST_LIFE =
            " AND NOT EXISTS (SELECT 1 FROM unit later WHERE later.mac = u.mac AND later.life > u.life)";

    private final Database database;
    private final TokenVault vault;
    private final SqlAttempts attempts;
    private final UnitStates states;

    SqlOutbox(Database database, TokenVault vault) {
        this.database = database;
        this.vault = vault;
        this.attempts = new SqlAttempts(database);
        this.states = new UnitStates(database.dialect());
    }

    static void put(Handle handle, long unit, Instant at) {
        handle.createUpdate("INSERT INTO outbox (unit_id, state, tries, unanswered, may_have_arrived, next_at,"
                        + " claimed_until, since, why) VALUES (:unit, 'WAITING', 0, 0, 0, :at, 0, :at, '')"
                        + " ON CONFLICT (unit_id) DO UPDATE SET state = 'WAITING', tries = 0, unanswered = 0,"
                        + " may_have_arrived = 0, next_at = :at, claimed_by = NULL, claimed_until = 0, why = ''")
                .bind("unit", unit)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /** The unit's token is about to be erased: what waits for it would register a device that no longer exists. */
    static void cancel(Handle handle, long unit, long attempt, Instant at) {
        int cancelled = handle.createUpdate(
                        "UPDATE outbox SET state = 'CANCELLED' WHERE unit_id = :unit AND state = 'WAITING'")
                .bind("unit", unit)
                .execute();
        if (cancelled > 0) {
            SqlAttempts.insertNote(
                    handle,
                    attempt,
                    "the waiting registration of unit " + unit + " was cancelled by this new life",
                    at);
        }
    }

    @Override
    public List<Waiting> claim(String station, Instant now, Duration lease, int limit) {
        return database.write(handle -> {
            List<Waiting> due = handle.createQuery(WAITING + "o.state = 'WAITING' AND o.next_at <= :now"
                            + " AND o.claimed_until <= :now ORDER BY o.since, o.unit_id LIMIT :limit"
                            + lock(database.dialect().lockFree()))
                    .bind("now", now.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> waiting(row))
                    .list();
            due.forEach(waiting -> take(handle, station, waiting.unit(), now.plus(lease)));
            return due;
        });
    }

    @Override
    public Optional<Waiting> claim(String station, long unit, Instant now, Duration lease) {
        return database.write(handle -> {
            Optional<Waiting> found = handle.createQuery(
                            WAITING + "o.state = 'WAITING' AND o.unit_id = :unit" + " AND o.claimed_until <= :now"
                                    + lock(database.dialect().lockFree()))
                    .bind("unit", unit)
                    .bind("now", now.toEpochMilli())
                    .map((row, context) -> waiting(row))
                    .findOne();
            found.ifPresent(waiting -> take(handle, station, unit, now.plus(lease)));
            return found;
        });
    }

    @Override
    public int release(String station) {
        return database.write(handle -> handle.createUpdate("UPDATE outbox SET claimed_by = NULL, claimed_until = 0"
                        + " WHERE claimed_by = :station AND state = 'WAITING'")
                .bind("station", station)
                .execute());
    }

    @Override
    public void calling(long unit, Instant at) {
        database.change(handle -> handle.createUpdate(
                        "UPDATE outbox SET tries = tries + 1, unanswered = 1 WHERE unit_id = :unit AND state = 'WAITING'")
                .bind("unit", unit)
                .execute());
    }

    @Override
    public boolean confirmed(long unit, String backOfficeId, String address, Instant at) {
        return database.write(handle -> {
            int settled = handle.createUpdate(
                            "UPDATE outbox SET state = 'CONFIRMED', unanswered = 0, back_office_id = :id,"
                                    + " back_office = :address WHERE unit_id = :unit AND state = 'WAITING'")
                    .bind("id", backOfficeId)
                    .bind("address", address)
                    .bind("unit", unit)
                    .execute();
            boolean sticker = sticker(handle, unit);
            if (settled > 0) {
                states.move(handle, unit, UnitLifecycle.Event.REGISTERED, at);
                attempts.reachLatest(handle, unit, UnitState.REGISTERED, at, backOfficeId, !sticker);
            }
            return sticker;
        });
    }

    @Override
    public List<Registered> registered(String address, int limit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT o.unit_id, u.name, u.token FROM outbox o JOIN unit u ON u.id = o.unit_id"
                                + " WHERE o.state = 'CONFIRMED' AND o.back_office = :address AND u.token IS NOT NULL"
                                + LATEST_LIFE + " ORDER BY u.id DESC LIMIT :limit")
                .bind("address", address)
                .bind("limit", limit)
                .map((row, context) -> new Registered(row.getString("name"), vault.unlock(row.getLong("unit_id"), row)))
                .list());
    }

    @Override
    public void postpone(long unit, String why, boolean mayHaveArrived, Instant next) {
        database.change(handle -> handle.createUpdate("UPDATE outbox SET unanswered = 0, may_have_arrived = :arrived,"
                        + " next_at = :next, claimed_by = NULL, claimed_until = 0, why = :why"
                        + " WHERE unit_id = :unit AND state = 'WAITING'")
                .bind("arrived", mayHaveArrived ? 1 : 0)
                .bind("next", next.toEpochMilli())
                .bind("why", why)
                .bind("unit", unit)
                .execute());
    }

    @Override
    public void refused(long unit, Failure failure, boolean hold, Instant at) {
        database.change(handle -> {
            UnitLifecycle.Event event =
                    hold ? UnitLifecycle.Event.REGISTRATION_HELD : UnitLifecycle.Event.REGISTRATION_REFUSED;
            int refused = handle.createUpdate("UPDATE outbox SET state = 'REFUSED', unanswered = 0, why = :why"
                            + " WHERE unit_id = :unit AND state = 'WAITING'")
                    .bind("why", failure.detail())
                    .bind("unit", unit)
                    .execute();
            if (refused == 0) {
                // Another station settled it while this one's claim had run out.
                return;
            }
            states.move(handle, unit, event, Optional.of(failure), at);
            attempts.endLatest(handle, unit, event.to(), failure, at);
        });
    }

    @Override
    public int dueNow(Instant now) {
        return database.write(handle -> handle.createUpdate(
                        "UPDATE outbox SET next_at = :now WHERE state = 'WAITING' AND next_at > :now")
                .bind("now", now.toEpochMilli())
                .execute());
    }

    @Override
    public void reopen(long unit, Instant now) {
        database.change(handle -> reopen(handle, unit, now));
    }

    @Override
    public int reopen(List<String> codes, Instant now) {
        if (codes.isEmpty()) {
            return 0;
        }
        return database.write(handle -> {
            List<Long> held = handle.createQuery("SELECT u.id FROM unit u JOIN outbox o ON o.unit_id = u.id"
                            + " WHERE o.state = 'REFUSED' AND u.state = 'HELD' AND u.token IS NOT NULL"
                            + " AND u.failure_code IN (<codes>)" + LATEST_LIFE)
                    .bindList("codes", codes)
                    .mapTo(Long.class)
                    .list();
            held.forEach(unit -> reopen(handle, unit, now));
            return held.size();
        });
    }

    @Override
    public void approve(long unit, String by, Instant now) {
        database.change(handle -> {
            reopen(handle, unit, now);
            handle.createUpdate("UPDATE unit SET approved_by = :by WHERE id = :unit")
                    .bind("by", by)
                    .bind("unit", unit)
                    .execute();
        });
    }

    private void reopen(Handle handle, long unit, Instant now) {
        int reopened = handle.createUpdate("UPDATE outbox SET state = 'WAITING', next_at = :now, claimed_by = NULL,"
                        + " claimed_until = 0 WHERE unit_id = :unit AND state = 'REFUSED'"
                        + " AND EXISTS (SELECT 1 FROM unit u WHERE u.id = :unit AND u.token IS NOT NULL)")
                .bind("now", now.toEpochMilli())
                .bind("unit", unit)
                .execute();
        if (reopened == 0 || !states.move(handle, unit, UnitLifecycle.Event.REGISTRATION_REOPENED, now)) {
            throw new LedgerException(
                    LedgerFault.CONFLICT,
                    "Unit " + unit + " has no refused registration whose token is kept: run the board again.");
        }
    }

    @Override
    public int waiting() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox WHERE state = 'WAITING'")
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<Instant> oldest() {
        return database.read(
                handle -> handle.createQuery("SELECT since FROM outbox WHERE state = 'WAITING' ORDER BY since LIMIT 1")
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli));
    }

    private static String lock(String suffix) {
        return suffix.isEmpty() ? "" : suffix.replace("FOR UPDATE", "FOR UPDATE OF o");
    }

    private static void take(Handle handle, String station, long unit, Instant until) {
        handle.createUpdate("UPDATE outbox SET claimed_by = :station, claimed_until = :until,"
                        + " may_have_arrived = CASE WHEN unanswered = 1 THEN 1 ELSE may_have_arrived END"
                        + " WHERE unit_id = :unit")
                .bind("station", station)
                .bind("until", until.toEpochMilli())
                .bind("unit", unit)
                .execute();
    }

    private static boolean sticker(Handle handle, long unit) {
        return handle.createQuery("SELECT sticker FROM unit WHERE id = :unit")
                        .bind("unit", unit)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    private Waiting waiting(ResultSet row) throws SQLException {
        long unit = row.getLong("unit_id");
        boolean arrived = row.getInt("may_have_arrived") == 1 || row.getInt("unanswered") == 1;
        String type = row.getString("device_type");
        return new Waiting(
                unit,
                row.getString("name"),
                type == null ? "" : type,
                vault.unlock(unit, row),
                row.getInt("tries"),
                arrived,
                Rows.instant(row, "since"),
                row.getString("station"),
                Optional.ofNullable(row.getString("approved_by")),
                row.getInt("sticker") == 1);
    }
}
