package org.twomes.station.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.twomes.station.config.Secret;

/** Units and attempts in SQL. */
final class SqlUnits implements UnitLedger {
    private final Database database;
    private final TokenVault vault;
    private final SqlAttempts attempts;
    private final UnitStates states;

    SqlUnits(Database database, TokenVault vault) {
        this.database = database;
        this.vault = vault;
        this.attempts = new SqlAttempts(database);
        this.states = new UnitStates(database.dialect());
    }

    @Override
    public long begin(AttemptStart start) {
        return database.write(handle -> {
            long id = handle.createUpdate("INSERT INTO attempt (ordinal, station, slot_path, slot, port, bundle,"
                            + " bundle_sha256, state, ended, boot_log, began, changed) VALUES (1, :station, :path, :slot,"
                            + " :port, :bundle, :hash, 'DETECTED', 0, '', :at, :at)")
                    .bind("station", start.station())
                    .bind("path", start.slotPath())
                    .bind("slot", start.slot())
                    .bind("port", start.port())
                    .bind("bundle", start.bundle())
                    .bind("hash", start.bundleSha256())
                    .bind("at", start.at().toEpochMilli())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            attempts.transition(handle, id, UnitState.DETECTED, start.at(), "");
            return id;
        });
    }

    @Override
    public UnitRecord connected(long attempt, String mac, String chip, int flashBytes, boolean newLife, Instant at) {
        return database.write(handle -> {
            Optional<UnitRecord> latest = latest(handle, mac);
            boolean goOn = latest.isPresent() && unfinished(latest.get()) && !newLife;
            long unit = goOn ? latest.get().id() : create(handle, attempt, mac, latest, at);
            if (!goOn) {
                latest.ifPresent(old -> SqlOutbox.cancel(handle, old.id(), attempt, at));
            }
            handle.createUpdate("UPDATE unit SET approved_by = a.approved_by"
                            + " FROM (SELECT approved_by FROM approval WHERE mac = :mac) AS a WHERE unit.id = :unit")
                    .bind("mac", mac)
                    .bind("unit", unit)
                    .execute();
            handle.createUpdate("DELETE FROM approval WHERE mac = :mac")
                    .bind("mac", mac)
                    .execute();
            states.move(handle, unit, UnitLifecycle.Event.CONNECTED, at);
            handle.createUpdate("UPDATE unit SET attempts = attempts + 1,"
                            + " station = a.station, slot = a.slot, bundle = a.bundle, bundle_sha256 = a.bundle_sha256"
                            + " FROM (SELECT station, slot, bundle, bundle_sha256 FROM attempt WHERE id = :attempt) AS a"
                            + " WHERE unit.id = :unit")
                    .bind("attempt", attempt)
                    .bind("unit", unit)
                    .execute();
            handle.createUpdate("UPDATE attempt SET unit_id = :unit,"
                            + " ordinal = (SELECT attempts FROM unit WHERE id = :unit) WHERE id = :attempt")
                    .bind("unit", unit)
                    .bind("attempt", attempt)
                    .execute();
            attempts.reach(handle, attempt, UnitState.CONNECTED, at, chip + ", flash " + (flashBytes >> 20) + " MB");
            return require(handle, unit);
        });
    }

    @Override
    public void erasing(long attempt, Instant at) {
        database.change(handle -> {
            UnitRecord unit = require(handle, requireUnit(handle, attempt));
            List<Long> earlier = handle.createQuery("SELECT id FROM unit WHERE mac = :mac AND life < :life"
                            + " AND superseded IS NULL ORDER BY id"
                            + database.dialect().lock())
                    .bind("mac", unit.mac())
                    .bind("life", unit.life())
                    .mapTo(Long.class)
                    .list();
            for (long old : earlier) {
                handle.createUpdate("UPDATE unit SET superseded = :at WHERE id = :unit")
                        .bind("at", at.toEpochMilli())
                        .bind("unit", old)
                        .execute();
                SqlSheets.supersede(handle, old, database.dialect().lock())
                        .ifPresent(label -> attempts.noteLatest(handle, old, label, at));
            }
        });
    }

    private long requireUnit(Handle handle, long attempt) {
        return attempts.unitOf(handle, attempt)
                .orElseThrow(() -> new LedgerException(
                        LedgerFault.CONFLICT, "attempt " + attempt + " goes on before it was connected"));
    }

    @Override
    public void advance(long attempt, UnitState state, String detail, Instant at) {
        UnitLifecycle.Event event = switch (state) {
            case PROGRAMMED -> UnitLifecycle.Event.PROGRAMMED;
            case VERIFIED -> UnitLifecycle.Event.VERIFIED;
            default -> throw new IllegalArgumentException(state + " is not reached by a stage alone");
        };
        database.change(handle -> {
            attempts.reach(handle, attempt, state, at, detail);
            attempts.unitOf(handle, attempt).ifPresent(unit -> states.move(handle, unit, event, at));
        });
    }

    @Override
    public UnitRecord identified(
            long attempt,
            String name,
            Optional<String> deviceType,
            Secret token,
            boolean register,
            boolean sticker,
            Instant at) {
        return database.write(handle -> {
            long unit = requireUnit(handle, attempt);
            if (!states.move(handle, unit, UnitLifecycle.Event.IDENTIFIED, at)) {
                return require(handle, unit);
            }
            handle.createUpdate("UPDATE unit SET name = :name, device_type = :type, token = :token, sticker = :sticker"
                            + " WHERE id = :unit")
                    .bind("name", name)
                    .bind("type", deviceType.orElse(null))
                    .bind("token", vault.lock(handle, unit, token))
                    .bind("sticker", sticker ? 1 : 0)
                    .bind("unit", unit)
                    .execute();
            attempts.reach(handle, attempt, UnitState.IDENTIFIED, at, name);
            if (register) {
                SqlOutbox.put(handle, unit, at);
            } else {
                attempts.reach(handle, attempt, UnitState.REGISTERED, at, "no registration by the factory");
                states.move(handle, unit, UnitLifecycle.Event.REGISTERED, at);
            }
            if (!register && !sticker) {
                attempts.end(handle, attempt);
            }
            return require(handle, unit);
        });
    }

    @Override
    public void failed(long attempt, Failure failure, Instant at) {
        attempts.stop(attempt, UnitLifecycle.Event.FAILED, failure, at);
    }

    @Override
    public void held(long attempt, Failure failure, Instant at) {
        attempts.stop(attempt, UnitLifecycle.Event.HELD, failure, at);
    }

    @Override
    public void approve(String mac, String by, Instant at) {
        database.change(handle -> handle.createUpdate(
                        "INSERT INTO approval (mac, approved_by, at) VALUES (:mac, :by, :at)"
                                + " ON CONFLICT (mac) DO UPDATE SET approved_by = excluded.approved_by, at = excluded.at")
                .bind("mac", mac)
                .bind("by", by)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public boolean approved(String mac) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM approval WHERE mac = :mac")
                        .bind("mac", mac)
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    @Override
    public Optional<String> approvedBy(long unit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT approved_by FROM unit WHERE id = :unit AND approved_by IS NOT NULL")
                .bind("unit", unit)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void earlierLife(long unit, String by, String what, Instant at) {
        database.change(handle -> {
            SqlLedger.audit(handle, by, "existing device", what, at);
            attempts.noteLatest(handle, unit, what, at);
        });
    }

    @Override
    public void bootLog(long attempt, String maskedText) {
        attempts.bootLog(attempt, maskedText);
    }

    @Override
    public void note(long attempt, String text, Instant at) {
        attempts.note(attempt, text, at);
    }

    @Override
    public List<OpenAttempt> open(String station) {
        return attempts.open(station);
    }

    @Override
    public Optional<UnitRecord> byMac(String mac) {
        return database.read(handle -> latest(handle, mac));
    }

    @Override
    public Optional<UnitRecord> byName(String name) {
        return database.read(handle -> handle.createQuery(
                        Rows.UNIT + "WHERE LOWER(u.name) = LOWER(:name) ORDER BY u.id DESC LIMIT 1")
                .bind("name", name)
                .map((row, context) -> Rows.unit(row))
                .findOne());
    }

    @Override
    public Optional<UnitRecord> unit(long id) {
        return database.read(handle -> find(handle, id));
    }

    @Override
    public List<UnitRecord> search(UnitQuery query) {
        return UnitSearch.run(database, query);
    }

    @Override
    public List<AttemptRecord> attempts(long unit) {
        return attempts.ofUnit(unit);
    }

    @Override
    public List<AttemptRecord> attemptsBetween(Instant from, Instant to) {
        return attempts.endedBetween(from, to);
    }

    @Override
    public Optional<Long> lastIn(String station, String slotPath) {
        return attempts.lastIn(station, slotPath);
    }

    @Override
    public List<Duration> recentDurations(String bundleSha256, int limit) {
        return attempts.recentDurations(bundleSha256, limit);
    }

    @Override
    public Optional<SlotBaud> slotBaud(String station, String slotPath) {
        return database.read(handle -> handle.createQuery(
                        "SELECT baud, clean FROM slot_baud WHERE station = :station AND slot_path = :path")
                .bind("station", station)
                .bind("path", slotPath)
                .map((row, context) -> new SlotBaud(row.getInt("baud"), row.getInt("clean")))
                .findOne());
    }

    @Override
    public void slotBaud(String station, String slotPath, SlotBaud known, Instant at) {
        database.change(handle -> handle.createUpdate("INSERT INTO slot_baud (station, slot_path, baud, clean, at)"
                        + " VALUES (:station, :path, :baud, :clean, :at) ON CONFLICT (station, slot_path)"
                        + " DO UPDATE SET baud = excluded.baud, clean = excluded.clean, at = excluded.at")
                .bind("station", station)
                .bind("path", slotPath)
                .bind("baud", known.baud())
                .bind("clean", known.clean())
                .bind("at", at.toEpochMilli())
                .execute());
    }

    @Override
    public void slotBaudMoved(String station, String from, String to) {
        database.change(handle -> handle.createUpdate(
                        "UPDATE slot_baud SET slot_path = :to WHERE station = :station AND slot_path = :from")
                .bind("station", station)
                .bind("from", from)
                .bind("to", to)
                .execute());
    }

    @Override
    public void slotRenamed(String station, String slotPath, String name) {
        database.change(handle -> {
            handle.createUpdate("UPDATE unit SET slot = :name WHERE id IN (SELECT unit_id FROM attempt"
                            + " WHERE station = :station AND ended = 0 AND slot_path = :path)")
                    .bind("station", station)
                    .bind("path", slotPath)
                    .bind("name", name)
                    .execute();
            handle.createUpdate("UPDATE attempt SET slot = :name"
                            + " WHERE station = :station AND ended = 0 AND slot_path = :path")
                    .bind("station", station)
                    .bind("path", slotPath)
                    .bind("name", name)
                    .execute();
        });
    }

    /** Whether another attempt belongs to this life: nothing of it has left the house yet. */
    private static boolean unfinished(UnitRecord unit) {
        return UnitLifecycle.continues(unit.state(), unit.failure().map(Failure::stage));
    }

    private static long create(Handle handle, long attempt, String mac, Optional<UnitRecord> latest, Instant at) {
        return handle.createUpdate("INSERT INTO unit (mac, life, state, station, slot, bundle, bundle_sha256, attempts,"
                        + " sticker, created, changed) SELECT :mac, :life, :start, station, slot, bundle, bundle_sha256,"
                        + " 0, 0, :at, :at FROM attempt WHERE id = :attempt")
                .bind("mac", mac)
                .bind("start", UnitLifecycle.START.name())
                .bind("life", latest.map(UnitRecord::life).orElse(0) + 1)
                .bind("at", at.toEpochMilli())
                .bind("attempt", attempt)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static Optional<UnitRecord> latest(Handle handle, String mac) {
        return handle.createQuery(Rows.UNIT + "WHERE u.mac = :mac ORDER BY u.life DESC LIMIT 1")
                .bind("mac", mac)
                .map((row, context) -> Rows.unit(row))
                .findOne();
    }

    static Optional<UnitRecord> find(Handle handle, long id) {
        return handle.createQuery(Rows.UNIT + "WHERE u.id = :id")
                .bind("id", id)
                .map((row, context) -> Rows.unit(row))
                .findOne();
    }

    static UnitRecord require(Handle handle, long id) {
        return find(handle, id).orElseThrow(() -> new LedgerException(LedgerFault.CONFLICT, "there is no unit " + id));
    }
}
