package org.twomes.station.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a unit through the stages.
 *
 * @param id its number
 * @param unit the unit's row, once connected
 * @param mac once connected
 * @param ordinal 1 for the unit's first attempt
 * @param work where it ran, and with what
 * @param state last state
 * @param failure set when it failed or was held
 * @param history what happened in it
 */
public record AttemptRecord(
        long id,
        Optional<Long> unit,
        Optional<String> mac,
        int ordinal,
        Work work,
        UnitState state,
        Optional<Failure> failure,
        History history) {

    /**
     * Where an attempt runs, and with what.
     *
     * @param station the station's name
     * @param slot the slot's name
     * @param bundle the bundle's name
     */
    public record Work(String station, String slot, String bundle) {}

    /**
     * What happened in an attempt.
     *
     * @param transitions in order, each with its time
     * @param notes in order
     * @param bootLog masked; empty when none was kept
     */
    public record History(List<Transition> transitions, List<Note> notes, String bootLog) {}

    /** A state reached. */
    public record Transition(UnitState state, Instant at, String detail) {}

    /** Something worth remembering. */
    public record Note(Instant at, String text) {}

    /** The station that it ran at. */
    public String station() {
        return work.station();
    }

    /** The name of the slot that it ran in. */
    public String slot() {
        return work.slot();
    }

    /** The name of its bundle. */
    public String bundle() {
        return work.bundle();
    }

    /** The states that it reached, in order. */
    public List<Transition> transitions() {
        return history.transitions();
    }

    /** What was noted with it, in order. */
    public List<Note> notes() {
        return history.notes();
    }

    /** Its boot log, masked; empty when none was kept. */
    public String bootLog() {
        return history.bootLog();
    }
}
