package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.twomes.station.common.Secret;
import org.twomes.station.fault.FaultException;

/**
 * Sheets and the labels on them. A sheet belongs to one station. Positions are given without doubles, and without gaps but for
 * void ones; a unit has at
 * most one label, and a board at most one valid one.
 */
public interface SheetLedger {
    /** How far a sheet is. */
    enum SheetState {
        /** Takes labels. */
        OPEN,
        /** Takes no more; its PDF is being made. */
        CLOSED,
        /** Its PDF is there and may be printed. */
        RELEASED
    }

    /**
     * A sheet.
     *
     * @param id row
     * @param number readable number, e.g. {@code line-1-0007}
     * @param station owner
     * @param template label template
     * @param positions how many labels it takes and has
     * @param state how far it is
     * @param file PDF file name, once released; empty before, and on a sheet that was closed without a label
     * @param times when it was opened and released
     */
    record Sheet(
            long id,
            String number,
            String station,
            String template,
            @Nested Positions positions,
            SheetState state,
            String file,
            @Nested Times times) {
        /** Labels on it. */
        public int capacity() {
            return positions.capacity();
        }

        /** The first position that is used. */
        public int firstPosition() {
            return positions.firstPosition();
        }

        /** Positions given, void ones included. */
        public int used() {
            return positions.used();
        }

        /** When it was opened. */
        public Instant opened() {
            return times.opened();
        }

        /** When it was released, if it was. */
        public Optional<Instant> released() {
            return times.released();
        }
    }

    /**
     * The label positions of a sheet.
     *
     * @param capacity labels on it
     * @param firstPosition first position used, 1 or more
     * @param used positions given, void ones included
     */
    record Positions(int capacity, int firstPosition, int used) {}

    /**
     * When a sheet was opened and released.
     *
     * @param opened when it began to take labels
     * @param released when its PDF was ready; empty before
     */
    record Times(Instant opened, Optional<Instant> released) {}

    /**
     * A label with what is printed on it.
     *
     * @param place where
     * @param unit the unit's row
     * @param name device name
     * @param deviceType device type
     * @param slot slot's name
     * @param token activation token; empty when wiped by retention
     * @param at when the place was given
     * @param reprints how often it was printed again
     */
    record Label(
            @Nested LabelPlace place,
            long unit,
            String name,
            String deviceType,
            String slot,
            Optional<Secret> token,
            Instant at,
            int reprints) {}

    /**
     * Gives the unit the next free position on the station's open sheet, opening one when there is none: LABELLED. Gives
     * the place it has already when there is one. The sheet closes itself when that was its last position.
     *
     * @throws FaultException when the unit is not registered
     */
    LabelPlace place(String station, long unit, String template, int capacity, Instant at);

    /** Units registered by this station whose label is due. */
    List<Long> due(String station);

    /** Whether this unit's label is due, at the station that prepared it. */
    default boolean isDue(UnitRecord unit) {
        return due(unit.station()).contains(unit.id());
    }

    /** The station's open sheet. */
    Optional<Sheet> openSheet(String station);

    /** Begins a part-used sheet: the next label goes to {@code firstPosition}. The open sheet, if any, is closed first. */
    Sheet startSheet(String station, String template, int capacity, int firstPosition, Instant at);

    /**
     * Marks a place of the open sheet void: no label goes there, ever. The sheet closes itself when it has no other free one.
     *
     * @param place which one; the next one when empty
     * @return the place
     * @throws FaultException LEDGER_CONFLICT, with a sentence for people, when no sheet is open or the place is not free
     */
    int voidPlace(String station, Optional<Integer> place, String by, Instant at);

    /** OPEN to CLOSED; does nothing to a sheet that is closed already. */
    void close(long sheet, Instant at);

    /** CLOSED to RELEASED with its PDF's name, or none when it holds no label; once. */
    void release(long sheet, String file, Instant at);

    /** Counts a reprint of one label, and notes with its unit who asked for it. */
    void reprinted(long unit, String by, Instant at);

    /** Sheets in a state that are a station's to make, oldest first: its own, and those that it took over. */
    List<Sheet> sheets(String station, SheetState state);

    /** All sheets, newest first. */
    List<Sheet> sheets(int limit);

    /** One sheet by its readable number. */
    Optional<Sheet> sheet(String number);

    /** Labels that were given in a stretch of time, and the sheets that they are on. */
    record Used(int labels, int sheets) {}

    /** What a station gave on its sheets from {@code from} (inclusive) to {@code to} (exclusive). */
    Used used(String station, Instant from, Instant to);

    /** Its valid labels in order of position: what is printed on it. */
    List<Label> labels(long sheet);

    /** As {@link #labels}, void and dead ones included. */
    List<Label> allLabels(long sheet);

    /** Labels of a board's earlier preparations that may be on paper, oldest first. */
    List<DeadLabel> dead(String mac);

    /** The label of one unit. */
    Optional<Label> label(long unit);

    /**
     * What was taken over from a dead station.
     *
     * @param labels labels that were due and have no place yet: they go onto the other station's sheet
     * @param sheets numbers of sheets that held labels and had no PDF yet: they are closed, and the other station makes them
     */
    record Takeover(int labels, List<String> sheets) {}

    /** Everything that is due at a dead station is due at another from now on; recorded in the audit log. */
    Takeover takeOver(String deadStation, String station, String by, Instant at);
}
