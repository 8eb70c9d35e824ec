package org.twomes.station.ledger.sql;

import static org.twomes.station.ledger.sql.SqlObjects.auditLog;
import static org.twomes.station.ledger.sql.SqlObjects.outbox;
import static org.twomes.station.ledger.sql.SqlObjects.runs;
import static org.twomes.station.ledger.sql.SqlObjects.sheets;
import static org.twomes.station.ledger.sql.SqlObjects.states;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.customizer.AllowUnusedBindings;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.AttemptStart;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.OpenAttempt;
import org.twomes.station.ledger.SlotBaud;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitLifecycle;
import org.twomes.station.ledger.UnitLifecycle.Event;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Units and attempts in SQL. */
interface SqlUnits extends UnitLedger, SqlObject {
    @Override
    default long begin(AttemptStart start) {
        long attempt = runs(this).insert(start);
        runs(this).transition(attempt, UnitState.DETECTED, start.at(), "");
        return attempt;
    }

    @Override
    @SqlUpdate("UPDATE attempt SET mac = :mac, name = :name WHERE id = :attempt")
    void told(long attempt, String mac, Optional<String> name);

    @Override
    default UnitRecord connected(
            long attempt, String mac, String chip, int flashBytes, boolean newPreparation, Instant at) {
        Optional<UnitRecord> latest = byMac(mac);
        Optional<UnitRecord> continued = latest.filter(unit -> !newPreparation
                && UnitLifecycle.continues(unit.state(), unit.failure().map(Failure::stage)));
        int life = latest.map(UnitRecord::life).orElse(0) + 1;
        long unit = continued.map(UnitRecord::id).orElseGet(() -> insert(attempt, mac, life, UnitLifecycle.START, at));
        if (continued.isEmpty()) {
            latest.ifPresent(old -> outbox(this).cancel(old.id(), attempt, at));
        }
        takeApproval(unit, mac);
        deleteApproval(mac);
        states(this).move(unit, Event.CONNECTED, at);
        countAttempt(unit, attempt);
        runs(this).attach(attempt, unit);
        runs(this).reach(attempt, UnitState.CONNECTED, at, chip + ", flash " + (flashBytes >> 20) + " MB");
        return require(unit);
    }

    @SqlUpdate("""
            INSERT INTO unit (mac, life, state, station, slot, bundle, bundle_sha256, attempts, sticker, created, changed)
            SELECT :mac, :life, :start, station, slot, bundle, bundle_sha256, 0, 0, :at, :at FROM attempt WHERE id = :attempt
            """)
    @GetGeneratedKeys("id")
    long insert(long attempt, String mac, int life, UnitState start, Instant at);

    @SqlUpdate("""
            UPDATE unit SET approved_by = a.approved_by
            FROM (SELECT approved_by FROM approval WHERE mac = :mac) AS a WHERE unit.id = :unit
            """)
    void takeApproval(long unit, String mac);

    @SqlUpdate("DELETE FROM approval WHERE mac = :mac")
    void deleteApproval(String mac);

    @SqlUpdate("""
            UPDATE unit SET attempts = attempts + 1, station = a.station, slot = a.slot, bundle = a.bundle,
              bundle_sha256 = a.bundle_sha256, name = COALESCE(unit.name, a.name)
            FROM (SELECT station, slot, bundle, bundle_sha256, name FROM attempt WHERE id = :attempt) AS a
            WHERE unit.id = :unit
            """)
    void countAttempt(long unit, long attempt);

    @Override
    default void erasing(long attempt, Instant at) {
        UnitRecord unit = require(requireUnit(attempt));
        for (long old : earlierPreparations(unit.mac(), unit.life())) {
            supersede(old, at);
            sheets(this).supersede(old).ifPresent(label -> runs(this).noteLatest(old, label, at));
        }
    }

    @SqlQuery("SELECT id FROM unit WHERE mac = :mac AND life < :life AND superseded IS NULL ORDER BY id <lock>")
    List<Long> earlierPreparations(String mac, int life);

    @SqlUpdate("UPDATE unit SET superseded = :at WHERE id = :unit")
    void supersede(long unit, Instant at);

    @Override
    default Secret giveToken(long attempt, Secret fresh, Instant at) {
        long unit = requireUnit(attempt);
        return token(unit).orElseGet(() -> {
            token(unit, new TokenVault.UnitToken(unit, fresh));
            note(attempt, "the station made the token", at);
            return fresh;
        });
    }

    @SqlQuery("SELECT token, id AS unit FROM unit WHERE id = :unit AND token IS NOT NULL <lock>")
    Optional<Secret> token(long unit);

    @SqlUpdate("UPDATE unit SET token = :token WHERE id = :unit")
    void token(long unit, TokenVault.UnitToken token);

    @Override
    default void advance(long attempt, UnitState state, String detail, Instant at) {
        Event event = switch (state) {
            case PROGRAMMED -> Event.PROGRAMMED;
            case VERIFIED -> Event.VERIFIED;
            default -> throw new IllegalArgumentException(state + " is not reached by a stage alone");
        };
        runs(this).reach(attempt, state, at, detail);
        runs(this).unitOf(attempt).ifPresent(unit -> states(this).move(unit, event, at));
    }

    @Override
    default UnitRecord identified(
            long attempt,
            String name,
            Optional<String> deviceType,
            Secret token,
            boolean register,
            boolean sticker,
            Instant at) {
        long unit = requireUnit(attempt);
        if (states(this).move(unit, Event.IDENTIFIED, at)) {
            identity(unit, name, deviceType, new TokenVault.UnitToken(unit, token), sticker);
            runs(this).reach(attempt, UnitState.IDENTIFIED, at, name);
            runs(this).identified(attempt, at);
            if (register) {
                outbox(this).put(unit, at);
            } else {
                runs(this).reach(attempt, UnitState.REGISTERED, at, "no registration by the factory");
                states(this).move(unit, Event.REGISTERED, at);
            }
            if (!register && !sticker) {
                runs(this).end(attempt);
            }
        }
        return require(unit);
    }

    @Override
    default void provisioned(long unit, Provisioned own) {
        payload(unit, own);
        own.password().ifPresent(password -> password(unit, new TokenVault.UnitToken(unit, password)));
    }

    @SqlUpdate("""
            UPDATE unit SET transport = :own.transport, security = :own.security, password = NULL WHERE id = :unit
            """)
    void payload(long unit, @BindMethods("own") Provisioned own);

    @SqlUpdate("UPDATE unit SET password = :password WHERE id = :unit")
    void password(long unit, TokenVault.UnitToken password);

    @Override
    @SqlQuery("SELECT transport, security, password, id AS unit FROM unit WHERE id = :unit")
    Optional<Provisioned> provisioning(long unit);

    @SqlUpdate("""
            UPDATE unit SET name = :name, device_type = :type, token = :token, sticker = :sticker WHERE id = :unit
            """)
    void identity(long unit, String name, Optional<String> type, TokenVault.UnitToken token, boolean sticker);

    @Override
    default void failed(long attempt, Failure failure, Instant at) {
        stop(attempt, Event.FAILED, failure, at);
    }

    @Override
    default void held(long attempt, Failure failure, Instant at) {
        stop(attempt, Event.HELD, failure, at);
    }

    /** The attempt ends, and its unit with it, unless that has gone on by a later attempt or to its registration. */
    private void stop(long attempt, Event event, Failure failure, Instant at) {
        runs(this).fail(attempt, event.to(), failure, at);
        runs(this).unitOfLatest(attempt).ifPresent(unit -> states(this).move(unit, event, Optional.of(failure), at));
    }

    @Override
    @SqlUpdate("""
            INSERT INTO approval (mac, approved_by, at) VALUES (:mac, :by, :at)
            ON CONFLICT (mac) DO UPDATE SET approved_by = excluded.approved_by, at = excluded.at
            """)
    void approve(String mac, String by, Instant at);

    @Override
    @SqlQuery("SELECT COUNT(*) > 0 FROM approval WHERE mac = :mac")
    boolean approved(String mac);

    @Override
    @SqlQuery("SELECT approved_by FROM unit WHERE id = :unit AND approved_by IS NOT NULL")
    Optional<String> approvedBy(long unit);

    @Override
    default void existingDevice(long unit, String by, String what, Instant at) {
        auditLog(this).add(by, "existing device", what, at);
        runs(this).noteLatest(unit, what, at);
    }

    @Override
    @SqlUpdate("UPDATE attempt SET boot_log = :maskedText WHERE id = :attempt")
    void bootLog(long attempt, String maskedText);

    @Override
    @SqlUpdate("INSERT INTO note (attempt_id, at, text) VALUES (:attempt, :at, :text)")
    void note(long attempt, String text, Instant at);

    @Override
    @SqlQuery("""
            SELECT a.id AS attempt, a.slot, a.state, u.mac, a.began AS since
            FROM attempt a LEFT JOIN unit u ON u.id = a.unit_id
            WHERE a.station = :station AND a.ended = 0 AND a.state IN ('DETECTED', 'CONNECTED', 'PROGRAMMED', 'VERIFIED')
            ORDER BY a.id
            """)
    List<OpenAttempt> open(String station);

    @Override
    @SqlQuery("<unit> WHERE u.mac = :mac ORDER BY u.life DESC LIMIT 1")
    Optional<UnitRecord> byMac(String mac);

    @Override
    @SqlQuery("<unit> WHERE LOWER(u.name) = LOWER(:name) ORDER BY u.id DESC LIMIT 1")
    Optional<UnitRecord> byName(String name);

    @Override
    @SqlQuery("<unit> WHERE u.id = :id")
    Optional<UnitRecord> unit(long id);

    default UnitRecord require(long id) {
        return unit(id).orElseThrow(() -> new FaultException(FaultCode.LEDGER_CONFLICT, "there is no unit " + id));
    }

    private long requireUnit(long attempt) {
        return runs(this)
                .unitOf(attempt)
                .orElseThrow(() -> new FaultException(
                        FaultCode.LEDGER_CONFLICT, "attempt " + attempt + " goes on before it was connected"));
    }

    @Override
    @Database.Reads
    default List<UnitRecord> search(UnitQuery query) {
        List<String> which = new ArrayList<>(List.of("1 = 1"));
        query.text()
                .ifPresent(is ->
                        which.add("(LOWER(u.name) LIKE :part ESCAPE '!' OR REPLACE(u.mac, ':', '') LIKE :digits)"));
        query.state().ifPresent(is -> which.add("u.state = :state"));
        query.slot().ifPresent(is -> which.add("u.slot = :slot"));
        query.from().ifPresent(is -> which.add("u.changed >= :from"));
        query.to().ifPresent(is -> which.add("u.changed < :to"));
        return search(
                String.join(" AND ", which),
                query,
                query.text().map(SqlUnits::anywhere),
                query.text().map(SqlUnits::digitsAnywhere));
    }

    @SqlQuery("<unit> WHERE <which> ORDER BY u.changed DESC, u.id DESC LIMIT :limit")
    @AllowUnusedBindings
    List<UnitRecord> search(
            @Define String which, @BindMethods UnitQuery query, Optional<String> part, Optional<String> digits);

    /** A part of a MAC, with the separators of any program or none; what cannot be one matches none. */
    private static String digitsAnywhere(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[:.-]", "");
        return digits.matches("[0-9a-f]+") ? "%" + digits + "%" : "";
    }

    private static String anywhere(String text) {
        String escaped = text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + escaped + "%";
    }

    @Override
    @Database.Reads
    default List<AttemptRecord> attempts(long unit) {
        return runs(this).those("a.unit_id BETWEEN :x AND :y", "a.boot_log", unit, unit);
    }

    @Override
    @SqlQuery("""
            SELECT unit_id FROM attempt WHERE station = :station AND slot_path = :slotPath AND unit_id IS NOT NULL
            ORDER BY id DESC LIMIT 1
            """)
    Optional<Long> lastIn(String station, String slotPath);

    @Override
    @SqlQuery("""
            SELECT MAX(t.at) - MIN(t.at) FROM transition t
            WHERE t.state IN ('CONNECTED', 'IDENTIFIED') AND t.attempt_id IN (
              SELECT id FROM attempt WHERE bundle_sha256 = :bundleSha256
                AND state IN ('IDENTIFIED', 'REGISTERED', 'LABELLED')
              ORDER BY id DESC LIMIT :limit)
            GROUP BY t.attempt_id ORDER BY t.attempt_id DESC
            """)
    List<Duration> recentDurations(String bundleSha256, int limit);

    @Override
    @SqlQuery("SELECT baud, clean, proven, refused FROM slot_baud WHERE station = :station AND slot_path = :slotPath")
    Optional<SlotBaud> slotBaud(String station, String slotPath);

    @Override
    @SqlUpdate("""
            INSERT INTO slot_baud (station, slot_path, baud, clean, proven, refused, at)
            VALUES (:station, :slotPath, :baud, :clean, :proven, :refused, :at)
            ON CONFLICT (station, slot_path) DO UPDATE SET baud = excluded.baud, clean = excluded.clean,
              proven = excluded.proven, refused = excluded.refused, at = excluded.at
            """)
    void slotBaud(String station, String slotPath, @BindMethods SlotBaud known, Instant at);

    @Override
    @SqlUpdate("UPDATE slot_baud SET slot_path = :to WHERE station = :station AND slot_path = :from")
    void slotBaudMoved(String station, String from, String to);

    @Override
    default void slotRenamed(String station, String slotPath, String name) {
        renameInUnits(station, slotPath, name);
        renameInAttempts(station, slotPath, name);
    }

    @SqlUpdate("""
            UPDATE unit SET slot = :name
            WHERE id IN (SELECT unit_id FROM attempt WHERE station = :station AND ended = 0 AND slot_path = :slotPath)
            """)
    void renameInUnits(String station, String slotPath, String name);

    @SqlUpdate("UPDATE attempt SET slot = :name WHERE station = :station AND ended = 0 AND slot_path = :slotPath")
    void renameInAttempts(String station, String slotPath, String name);
}
