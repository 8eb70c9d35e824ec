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
 * @param station where
 * @param slot slot's name
 * @param bundle bundle's name
 * @param transitions in order, each with its time
 * @param notes in order
 * @param state last state
 * @param failure set when it failed or was held
 * @param bootLog masked; empty when none was kept
 */
public record AttemptRecord(
        long id,
        Optional<Long> unit,
        Optional<String> mac,
        int ordinal,
        String station,
        String slot,
        String bundle,
        List<Transition> transitions,
        List<Note> notes,
        UnitState state,
        Optional<Failure> failure,
        String bootLog) {

    /** A state reached. */
    public record Transition(UnitState state, Instant at, String detail) {}

    /** Something worth remembering. */
    public record Note(Instant at, String text) {}
}
