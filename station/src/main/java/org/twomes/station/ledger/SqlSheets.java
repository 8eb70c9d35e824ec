package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Sheets and labels in SQL. */
final class SqlSheets implements SheetLedger {
    private static final String LABEL =
            "SELECT l.*, s.number AS number, s.capacity AS capacity, u.name AS name, u.device_type AS device_type,"
                    + " u.slot AS slot, u.token AS token FROM label l JOIN sheet s ON s.id = l.sheet_id"
                    + " JOIN unit u ON u.id = l.unit_id ";

    private final Database database;
    private final TokenVault vault;
    private final SqlAttempts attempts;
    private final UnitStates states;

    SqlSheets(Database database, TokenVault vault) {
        this.database = database;
        this.vault = vault;
        this.attempts = new SqlAttempts(database);
        this.states = new UnitStates(database.dialect());
    }

    @Override
    public LabelPlace place(String station, long unit, String template, int capacity, Instant at) {
        return database.write(handle -> {
            UnitRecord now = SqlUnits.require(handle, unit);
            if (now.label().isPresent()) {
                return now.label().get();
            }
            if (now.state() != UnitState.REGISTERED) {
                throw new LedgerException(
                        LedgerFault.CONFLICT,
                        "unit " + unit + " is " + now.state() + ": no label before it is registered");
            }
            Sheet sheet = open(handle, station).orElseGet(() -> create(handle, station, template, capacity, 1, at));
            int position = next(handle, sheet);
            advance(handle, sheet, position);
            handle.createUpdate("INSERT INTO label (sheet_id, position, unit_id, at, reprints)"
                            + " VALUES (:sheet, :position, :unit, :at, 0)")
                    .bind("sheet", sheet.id())
                    .bind("position", position)
                    .bind("unit", unit)
                    .bind("at", at.toEpochMilli())
                    .execute();
            boolean superseded = handle.createQuery("SELECT superseded IS NOT NULL FROM unit WHERE id = :unit"
                            + database.dialect().lock())
                    .bind("unit", unit)
                    .mapTo(Boolean.class)
                    .one();
            if (superseded) {
                throw conflict("unit " + unit + " was prepared again: its token is gone, so it gets no label");
            }
            if (!states.move(handle, unit, UnitLifecycle.Event.LABELLED, at)) {
                throw conflict("unit " + unit + " is " + now.state() + ": no label before it is registered");
            }
            attempts.reachLatest(handle, unit, UnitState.LABELLED, at, sheet.number() + " position " + position, true);
            return new LabelPlace(sheet.id(), sheet.number(), position, sheet.capacity());
        });
    }

    @Override
    public List<Long> due(String station) {
        return database.read(handle -> handle.createQuery("SELECT u.id FROM unit u WHERE u.state = 'REGISTERED'"
                        + " AND u.sticker = 1 AND u.station = :station AND u.superseded IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = u.id) ORDER BY u.changed, u.id")
                .bind("station", station)
                .mapTo(Long.class)
                .list());
    }

    @Override
    public Optional<Sheet> openSheet(String station) {
        return database.read(handle -> find(handle, station, ""));
    }

    @Override
    public Sheet startSheet(String station, String template, int capacity, int firstPosition, Instant at) {
        if (firstPosition < 1 || firstPosition > capacity) {
            throw new LedgerException(
                    LedgerFault.CONFLICT, "position " + firstPosition + " is not one of 1 to " + capacity);
        }
        return database.write(handle -> {
            open(handle, station).ifPresent(sheet -> closeRow(handle, sheet.id()));
            return create(handle, station, template, capacity, firstPosition, at);
        });
    }

    @Override
    public int voidPlace(String station, Optional<Integer> wanted, String by, Instant at) {
        return database.write(handle -> {
            Sheet sheet = open(handle, station).orElseThrow(() -> conflict("No sheet is open: start one first."));
            int next = next(handle, sheet);
            int place = wanted.orElse(next);
            hindrance(handle, sheet, next, place).ifPresent(why -> {
                throw conflict("Place " + place + " of sheet " + sheet.number() + " " + why);
            });
            handle.createUpdate("INSERT INTO void_place (sheet_id, position, voided_by, at)"
                            + " VALUES (:sheet, :position, :by, :at)")
                    .bind("sheet", sheet.id())
                    .bind("position", place)
                    .bind("by", by)
                    .bind("at", at.toEpochMilli())
                    .execute();
            if (place == next) {
                advance(handle, sheet, next);
            }
            return place;
        });
    }

    /** Why a place cannot be voided. */
    private Optional<String> hindrance(Handle handle, Sheet sheet, int next, int place) {
        if (place < sheet.firstPosition() || place > sheet.capacity()) {
            return Optional.of("is none of its places " + sheet.firstPosition() + " to " + sheet.capacity()
                    + ": nothing was voided.");
        }
        Optional<String> name = handle.createQuery(
                        LABEL + "WHERE l.sheet_id = :sheet AND l.position = :position AND l.state = 'VALID'")
                .bind("sheet", sheet.id())
                .bind("position", place)
                .map((row, context) -> row.getString("name"))
                .findOne();
        if (name.isPresent()) {
            return Optional.of(
                    "has the label of " + name.get() + ": it cannot be voided; reprint that label if it is torn.");
        }
        return place < next || voids(handle, sheet).contains(place)
                ? Optional.of("is void already.")
                : Optional.empty();
    }

    private static LedgerException conflict(String words) {
        return new LedgerException(LedgerFault.CONFLICT, words);
    }

    @Override
    public void close(long sheet, Instant at) {
        database.change(handle -> closeRow(handle, sheet));
    }

    @Override
    public void release(long sheet, String file, Instant at) {
        database.change(
                handle -> handle.createUpdate("UPDATE sheet SET state = 'RELEASED', file = :file, released = :at"
                                + " WHERE id = :sheet AND state = 'CLOSED'")
                        .bind("file", file)
                        .bind("at", at.toEpochMilli())
                        .bind("sheet", sheet)
                        .execute());
    }

    @Override
    public void reprinted(long unit, String by, Instant at) {
        database.change(handle -> {
            int counted = handle.createUpdate(
                            "UPDATE label SET reprints = reprints + 1 WHERE unit_id = :unit AND state = 'VALID'")
                    .bind("unit", unit)
                    .execute();
            if (counted == 0) {
                throw new LedgerException(LedgerFault.CONFLICT, "unit " + unit + " has no valid label to print again");
            }
            attempts.noteLatest(handle, unit, "the label was printed again by " + by, at);
        });
    }

    @Override
    public List<Sheet> sheets(String station, SheetState state) {
        return database.read(handle -> handle.createQuery(
                        Rows.SHEET + "WHERE state = :state AND COALESCE(taken_over_by, station) = :station ORDER BY id")
                .bind("station", station)
                .bind("state", state.name())
                .map((row, context) -> Rows.sheet(row))
                .list());
    }

    @Override
    public List<Sheet> sheets(int limit) {
        return database.read(handle -> handle.createQuery(Rows.SHEET + "ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> Rows.sheet(row))
                .list());
    }

    @Override
    public Optional<Sheet> sheet(String number) {
        return database.read(handle -> handle.createQuery(Rows.SHEET + "WHERE number = :number")
                .bind("number", number)
                .map((row, context) -> Rows.sheet(row))
                .findOne());
    }

    @Override
    public Used used(String station, Instant from, Instant to) {
        String sql = "SELECT COUNT(*), COUNT(DISTINCT l.sheet_id) FROM label l JOIN sheet s ON s.id = l.sheet_id"
                + " WHERE s.station = ? AND l.at >= ? AND l.at < ?";
        return database.read(handle -> handle.select(sql, station, from.toEpochMilli(), to.toEpochMilli())
                .map((row, context) -> new Used(row.getInt(1), row.getInt(2)))
                .one());
    }

    @Override
    public List<Label> labels(long sheet) {
        return labels(sheet, " AND l.state = 'VALID'");
    }

    @Override
    public List<Label> allLabels(long sheet) {
        return labels(sheet, "");
    }

    @Override
    public List<DeadLabel> dead(String mac) {
        return database.read(handle -> handle.createQuery("SELECT l.*, s.number AS number, s.capacity AS capacity"
                        + " FROM label l JOIN sheet s ON s.id = l.sheet_id JOIN unit u ON u.id = l.unit_id"
                        + " WHERE u.mac = :mac AND u.superseded IS NOT NULL AND l.state = 'DEAD' ORDER BY l.id")
                .bind("mac", mac)
                .map((row, context) -> new DeadLabel(place(row), row.getInt("reprints")))
                .list());
    }

    /**
     * The unit's label is not valid any more: void on a sheet that takes labels, else dead. Holds the sheet, so that it is not
     * closed and made meanwhile. Gives what happened to the label, if there is one.
     */
    static Optional<String> supersede(Handle handle, long unit, String lock) {
        Optional<Sheet> sheet = handle.createQuery(
                        Rows.SHEET + "WHERE id = (SELECT sheet_id FROM label WHERE unit_id = :unit)" + lock)
                .bind("unit", unit)
                .map((row, context) -> Rows.sheet(row))
                .findOne();
        sheet.ifPresent(found -> handle.createUpdate("UPDATE label SET state = :state WHERE unit_id = :unit")
                .bind("state", (found.state() == SheetState.OPEN ? LabelState.VOID : LabelState.DEAD).name())
                .bind("unit", unit)
                .execute());
        return SqlUnits.find(handle, unit).flatMap(UnitRecord::label).map(LabelPlace::text);
    }

    private List<Label> labels(long sheet, String which) {
        return database.read(
                handle -> handle.createQuery(LABEL + "WHERE l.sheet_id = :sheet" + which + " ORDER BY l.position")
                        .bind("sheet", sheet)
                        .map((row, context) -> label(row))
                        .list());
    }

    @Override
    public Optional<Label> label(long unit) {
        return database.read(handle -> handle.createQuery(LABEL + "WHERE l.unit_id = :unit")
                .bind("unit", unit)
                .map((row, context) -> label(row))
                .findOne());
    }

    @Override
    public Takeover takeOver(String deadStation, String station, String by, Instant at) {
        return database.write(handle -> {
            int labels = handle.createUpdate("UPDATE unit SET station = :station WHERE station = :dead AND sticker = 1"
                            + " AND state IN ('IDENTIFIED', 'REGISTERED')"
                            + " AND NOT EXISTS (SELECT 1 FROM label l WHERE l.unit_id = unit.id)")
                    .bind("station", station)
                    .bind("dead", deadStation)
                    .execute();
            List<Sheet> sheets = handle.createQuery(Rows.SHEET + "WHERE COALESCE(taken_over_by, station) = :dead"
                            + " AND state <> 'RELEASED' AND EXISTS (SELECT 1 FROM label l WHERE l.sheet_id = sheet.id)"
                            + " ORDER BY id"
                            + database.dialect().lock())
                    .bind("dead", deadStation)
                    .map((row, context) -> Rows.sheet(row))
                    .list();
            for (Sheet sheet : sheets) {
                closeRow(handle, sheet.id());
                handle.createUpdate("UPDATE sheet SET taken_over_by = :station WHERE id = :sheet")
                        .bind("station", station)
                        .bind("sheet", sheet.id())
                        .execute();
            }
            List<String> numbers = sheets.stream().map(Sheet::number).toList();
            String what = labels + " labels due at " + deadStation + " and its sheets " + numbers + " go to " + station;
            SqlLedger.audit(handle, by, "take over labels", what, at);
            return new Takeover(labels, numbers);
        });
    }

    private Optional<Sheet> open(Handle handle, String station) {
        return find(handle, station, database.dialect().lock());
    }

    private static Optional<Sheet> find(Handle handle, String station, String lock) {
        return handle.createQuery(Rows.SHEET + "WHERE station = :station AND state = 'OPEN'" + lock)
                .bind("station", station)
                .map((row, context) -> Rows.sheet(row))
                .findOne();
    }

    private static Sheet create(Handle handle, String station, String template, int capacity, int first, Instant at) {
        int before = handle.createQuery("SELECT COUNT(*) FROM sheet WHERE station = :station")
                .bind("station", station)
                .mapTo(Integer.class)
                .one();
        String number = String.format(Locale.ROOT, "%s-%04d", station, before + 1);
        handle.createUpdate(
                        "INSERT INTO sheet (number, station, template, capacity, first_position, next_position, state,"
                                + " file, opened) VALUES (:number, :station, :template, :capacity, :first, :first, 'OPEN', '', :at)")
                .bind("number", number)
                .bind("station", station)
                .bind("template", template)
                .bind("capacity", capacity)
                .bind("first", first)
                .bind("at", at.toEpochMilli())
                .execute();
        return find(handle, station, "")
                .orElseThrow(() -> new LedgerException(LedgerFault.OTHER, "sheet " + number + " was not made"));
    }

    /** The next place that a label goes to. */
    private static int next(Handle handle, Sheet sheet) {
        return handle.createQuery("SELECT next_position FROM sheet WHERE id = :sheet")
                .bind("sheet", sheet.id())
                .mapTo(Integer.class)
                .one();
    }

    private static Set<Integer> voids(Handle handle, Sheet sheet) {
        return handle.createQuery("SELECT position FROM void_place WHERE sheet_id = :sheet")
                .bind("sheet", sheet.id())
                .mapTo(Integer.class)
                .set();
    }

    /** Moves on from a place that is used now, over void ones; a sheet without a further place is closed. */
    private static void advance(Handle handle, Sheet sheet, int used) {
        Set<Integer> voids = voids(handle, sheet);
        int next = used + 1;
        while (voids.contains(next)) {
            next++;
        }
        handle.createUpdate("UPDATE sheet SET next_position = :next WHERE id = :sheet")
                .bind("next", next)
                .bind("sheet", sheet.id())
                .execute();
        if (next > sheet.capacity()) {
            closeRow(handle, sheet.id());
        }
    }

    private static void closeRow(Handle handle, long sheet) {
        handle.createUpdate("UPDATE sheet SET state = 'CLOSED' WHERE id = :sheet AND state = 'OPEN'")
                .bind("sheet", sheet)
                .execute();
    }

    private Label label(java.sql.ResultSet row) throws java.sql.SQLException {
        long unit = row.getLong("unit_id");
        byte[] token = row.getBytes("token");
        String type = row.getString("device_type");
        return new Label(
                place(row),
                unit,
                row.getString("name"),
                type == null ? "" : type,
                row.getString("slot"),
                token == null ? Optional.empty() : Optional.of(vault.unlock(unit, row)),
                Rows.instant(row, "at"),
                row.getInt("reprints"));
    }

    private static LabelPlace place(java.sql.ResultSet row) throws java.sql.SQLException {
        return new LabelPlace(
                row.getLong("sheet_id"),
                row.getString("number"),
                row.getInt("position"),
                row.getInt("capacity"),
                LabelState.valueOf(row.getString("state")));
    }
}
