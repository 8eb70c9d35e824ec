package org.twomes.station.ledger.sql;

import static org.twomes.station.ledger.sql.SqlObjects.auditLog;
import static org.twomes.station.ledger.sql.SqlObjects.runs;
import static org.twomes.station.ledger.sql.SqlObjects.states;
import static org.twomes.station.ledger.sql.SqlObjects.units;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.customizer.AllowUnusedBindings;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitLifecycle.Event;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** Sheets and labels in SQL. */
interface SqlSheets extends SheetLedger, SqlObject {
    @Override
    default LabelPlace place(String station, long unit, String template, int capacity, Instant at) {
        UnitRecord now = units(this).require(unit);
        if (now.label().isPresent()) {
            return now.label().get();
        }
        if (now.state() != UnitState.REGISTERED) {
            throw conflict("unit " + unit + " is " + now.state() + ": no label before it is registered");
        }
        Sheet sheet = lockOpen(station).orElseGet(() -> create(station, template, capacity, 1, at));
        int position = next(sheet.id());
        advance(sheet, position, at);
        insertLabel(sheet.id(), position, unit, at);
        if (superseded(unit)) {
            throw conflict("unit " + unit + " was prepared again: its token is gone, so it gets no label");
        }
        if (!states(this).move(unit, Event.LABELLED, at)) {
            throw conflict("unit " + unit + " is not registered any more: it gets no label");
        }
        runs(this).latest(unit).ifPresent(attempt -> {
            runs(this).reach(attempt, UnitState.LABELLED, at, sheet.number() + " position " + position);
            runs(this).end(attempt);
        });
        return new LabelPlace(sheet.id(), sheet.number(), position, sheet.capacity());
    }

    @SqlUpdate("""
            INSERT INTO label (sheet_id, position, unit_id, at, reprints) VALUES (:sheet, :position, :unit, :at, 0)
            """)
    void insertLabel(long sheet, int position, long unit, Instant at);

    @SqlQuery("SELECT superseded IS NOT NULL FROM unit WHERE id = :unit <lock>")
    boolean superseded(long unit);

    @Override
    @SqlQuery("""
            SELECT u.id FROM unit u
            WHERE u.state = 'REGISTERED' AND u.sticker = 1 AND u.station = :station AND u.superseded IS NULL
              AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = u.id)
            ORDER BY u.changed, u.id
            """)
    List<Long> due(String station);

    @Override
    @SqlQuery("<sheet> WHERE station = :station AND state = 'OPEN'")
    Optional<Sheet> openSheet(String station);

    @SqlQuery("<sheet> WHERE station = :station AND state = 'OPEN' <lock>")
    Optional<Sheet> lockOpen(String station);

    @Override
    default Sheet startSheet(String station, String template, int capacity, int firstPosition, Instant at) {
        if (firstPosition < 1 || firstPosition > capacity) {
            throw conflict("position " + firstPosition + " is out of range 1-" + capacity);
        }
        lockOpen(station).ifPresent(sheet -> close(sheet.id(), at));
        return create(station, template, capacity, firstPosition, at);
    }

    private Sheet create(String station, String template, int capacity, int first, Instant at) {
        String number = String.format(Locale.ROOT, "%s-%04d", station, count(station) + 1);
        insertSheet(number, station, template, capacity, first, at);
        return openSheet(station)
                .orElseThrow(() -> new FaultException(FaultCode.LEDGER_FAULT, "sheet " + number + " was not made"));
    }

    @SqlQuery("SELECT COUNT(*) FROM sheet WHERE station = :station")
    int count(String station);

    @SqlUpdate("""
            INSERT INTO sheet (number, station, template, capacity, first_position, next_position, state, file, opened)
            VALUES (:number, :station, :template, :capacity, :first, :first, 'OPEN', '', :at)
            """)
    void insertSheet(String number, String station, String template, int capacity, int first, Instant at);

    @Override
    default int voidPlace(String station, Optional<Integer> wanted, String by, Instant at) {
        Sheet sheet = lockOpen(station).orElseThrow(() -> conflict("No sheet is open."));
        int next = next(sheet.id());
        int place = wanted.orElse(next);
        hindrance(sheet, next, place).ifPresent(why -> {
            throw conflict("Place " + place + " of sheet " + sheet.number() + " " + why);
        });
        insertVoid(sheet.id(), place, by, at);
        if (place == next) {
            advance(sheet, next, at);
        }
        return place;
    }

    /** Why a place cannot be voided. */
    private Optional<String> hindrance(Sheet sheet, int next, int place) {
        if (place < sheet.firstPosition() || place > sheet.capacity()) {
            return Optional.of(
                    "is out of range " + sheet.firstPosition() + "-" + sheet.capacity() + ": nothing was voided.");
        }
        Optional<String> name = nameAt(sheet.id(), place);
        if (name.isPresent()) {
            return Optional.of(
                    "has the label of " + name.get() + ": it cannot be voided; reprint that label if it is torn.");
        }
        return place < next || voids(sheet.id()).contains(place) ? Optional.of("is void already.") : Optional.empty();
    }

    @SqlUpdate("INSERT INTO void_place (sheet_id, position, voided_by, at) VALUES (:sheet, :position, :by, :at)")
    void insertVoid(long sheet, int position, String by, Instant at);

    @SqlQuery("""
            SELECT u.name FROM label l JOIN unit u ON u.id = l.unit_id
            WHERE l.sheet_id = :sheet AND l.position = :position AND l.state = 'VALID'
            """)
    Optional<String> nameAt(long sheet, int position);

    @SqlQuery("SELECT position FROM void_place WHERE sheet_id = :sheet")
    Set<Integer> voids(long sheet);

    /** The next place that a label goes to. */
    @SqlQuery("SELECT next_position FROM sheet WHERE id = :sheet")
    int next(long sheet);

    /** Moves on from a place that is used now, over void ones; a sheet without a further place is closed. */
    private void advance(Sheet sheet, int used, Instant at) {
        Set<Integer> voids = voids(sheet.id());
        int next = used + 1;
        while (voids.contains(next)) {
            next++;
        }
        next(sheet.id(), next);
        if (next > sheet.capacity()) {
            close(sheet.id(), at);
        }
    }

    @SqlUpdate("UPDATE sheet SET next_position = :next WHERE id = :sheet")
    void next(long sheet, int next);

    @Override
    @SqlUpdate("UPDATE sheet SET state = 'CLOSED' WHERE id = :sheet AND state = 'OPEN'")
    @AllowUnusedBindings
    void close(long sheet, Instant at);

    @Override
    @SqlUpdate("""
            UPDATE sheet SET state = 'RELEASED', file = :file, released = :at WHERE id = :sheet AND state = 'CLOSED'
            """)
    void release(long sheet, String file, Instant at);

    @Override
    default void reprinted(long unit, String by, Instant at) {
        if (countReprint(unit) == 0) {
            throw conflict("unit " + unit + " has no valid label to print again");
        }
        runs(this).noteLatest(unit, "the label was printed again by " + by, at);
    }

    @SqlUpdate("UPDATE label SET reprints = reprints + 1 WHERE unit_id = :unit AND state = 'VALID'")
    int countReprint(long unit);

    @Override
    @SqlQuery("<sheet> WHERE state = :state AND COALESCE(taken_over_by, station) = :station ORDER BY id")
    List<Sheet> sheets(String station, SheetState state);

    @Override
    @SqlQuery("<sheet> ORDER BY id DESC LIMIT :limit")
    List<Sheet> sheets(int limit);

    @Override
    @SqlQuery("<sheet> WHERE number = :number")
    Optional<Sheet> sheet(String number);

    @Override
    @SqlQuery("""
            SELECT COUNT(*) AS labels, COUNT(DISTINCT l.sheet_id) AS sheets FROM label l JOIN sheet s ON s.id = l.sheet_id
            WHERE s.station = :station AND l.at >= :from AND l.at < :to
            """)
    Used used(String station, Instant from, Instant to);

    @Override
    @SqlQuery("<label> WHERE l.sheet_id = :sheet AND l.state = 'VALID' ORDER BY l.position")
    List<Label> labels(long sheet);

    @Override
    @SqlQuery("<label> WHERE l.sheet_id = :sheet ORDER BY l.position")
    List<Label> allLabels(long sheet);

    @Override
    @SqlQuery("<label> WHERE l.unit_id = :unit")
    Optional<Label> label(long unit);

    @Override
    @SqlQuery("<label> WHERE u.mac = :mac AND u.superseded IS NOT NULL AND l.state = 'DEAD' ORDER BY l.id")
    List<DeadLabel> dead(String mac);

    /**
     * The unit's label is not valid any more: void on a sheet that takes labels, else dead. Holds the sheet, so that it is not
     * closed and made meanwhile. Gives what happened to the label, if there is one.
     */
    default Optional<String> supersede(long unit) {
        lockSheetOf(unit)
                .map(sheet -> sheet.state() == SheetState.OPEN ? LabelState.VOID : LabelState.DEAD)
                .ifPresent(state -> labelState(unit, state));
        return units(this).unit(unit).flatMap(UnitRecord::label).map(LabelPlace::text);
    }

    @SqlQuery("<sheet> WHERE id = (SELECT sheet_id FROM label WHERE unit_id = :unit) <lock>")
    Optional<Sheet> lockSheetOf(long unit);

    @SqlUpdate("UPDATE label SET state = :state WHERE unit_id = :unit")
    void labelState(long unit, LabelState state);

    @Override
    default Takeover takeOver(String deadStation, String station, String by, Instant at) {
        int labels = takeOverUnits(deadStation, station);
        List<Sheet> sheets = lockBegun(deadStation);
        for (Sheet sheet : sheets) {
            close(sheet.id(), at);
            takeOverSheet(sheet.id(), station);
        }
        List<String> numbers = sheets.stream().map(Sheet::number).toList();
        String what = labels + " labels due at " + deadStation + " and its sheets " + numbers + " go to " + station;
        auditLog(this).add(by, "take over labels", what, at);
        return new Takeover(labels, numbers);
    }

    @SqlUpdate("""
            UPDATE unit SET station = :station
            WHERE station = :dead AND sticker = 1 AND state IN ('IDENTIFIED', 'REGISTERED')
              AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = unit.id)
            """)
    int takeOverUnits(String dead, String station);

    @SqlQuery("""
            <sheet> WHERE COALESCE(taken_over_by, station) = :dead AND state <> 'RELEASED'
              AND EXISTS (SELECT 1 FROM label l WHERE l.sheet_id = sheet.id)
            ORDER BY id <lock>
            """)
    List<Sheet> lockBegun(String dead);

    @SqlUpdate("UPDATE sheet SET taken_over_by = :station WHERE id = :sheet")
    void takeOverSheet(long sheet, String station);

    private static FaultException conflict(String message) {
        return new FaultException(FaultCode.LEDGER_CONFLICT, message);
    }
}
