package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * Sheets on their way to a printer. What is about to happen is durable first, so that after a crash nobody guesses whether a
 * sheet went to the printer: one that may have gone is not sent again by itself.
 */
public interface PrintQueue {
    /** How far a sheet is. */
    enum State {
        /** To be printed once it is released. */
        DUE,
        /** Being handed to the printing system. */
        SENDING,
        /** The printing system has it. */
        SENT,
        /** On paper. */
        DONE,
        /** Not, or not surely, on paper: a person looks and reprints. */
        FAILED
    }

    /**
     * A sheet on its way.
     *
     * @param sheet the sheet
     * @param state how far it is
     * @param job the printing system's name of the job; empty before
     * @param detail why it failed, or why it waits; empty else
     * @param changed when it came to this state
     */
    record Job(
            @Nested SheetLedger.Sheet sheet,
            @ColumnName("print_state") State state,
            String job,
            String detail,
            Instant changed) {}

    /** The sheet is to be printed; does nothing when it is in the queue already. */
    void due(long sheet, Instant at);

    /** From one state to another; false when it is not in {@code from} (any more). */
    boolean move(long sheet, State from, State to, String job, String detail, Instant at);

    /** Jobs of a station in a state, oldest first. */
    List<Job> jobs(String station, State state);

    /** How far a sheet is; empty when it was never to be printed. */
    Optional<Job> job(long sheet);
}
