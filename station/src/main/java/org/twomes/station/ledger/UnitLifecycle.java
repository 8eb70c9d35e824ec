package org.twomes.station.ledger;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The life of a unit as a table: which event takes it from which states to which. It holds no data; the ledger asks it
 * before it writes a unit's state, and has no other way to write one.
 *
 * <p>A unit whose registration is in the outbox ({@link UnitState#IDENTIFIED}) or further is no longer moved by its
 * attempts: what a late attempt tells stays with that attempt. {@link UnitState#LABELLED} is the end.
 */
public final class UnitLifecycle {
    /** A new unit, before its first event. */
    public static final UnitState START = UnitState.DETECTED;

    /** Nothing of the unit has left the station: its attempts decide. */
    private static final Set<UnitState> WITH_ITS_ATTEMPTS = EnumSet.of(
            UnitState.DETECTED,
            UnitState.CONNECTED,
            UnitState.PROGRAMMED,
            UnitState.VERIFIED,
            UnitState.FAILED,
            UnitState.HELD);

    /** The back office answers for what is in the outbox, whatever became of the unit meanwhile. */
    private static final Set<UnitState> NOT_REGISTERED = with(WITH_ITS_ATTEMPTS, UnitState.IDENTIFIED);

    /** Stages that failed before the back office was asked: another attempt may continue the unit. */
    private static final Set<UnitState> BEFORE_REGISTRATION = EnumSet.of(
            UnitState.DETECTED, UnitState.CONNECTED, UnitState.PROGRAMMED, UnitState.VERIFIED, UnitState.IDENTIFIED);

    /** What happens to a unit. */
    public enum Event {
        /** The loader answered to an attempt: the unit's first or its next one. */
        CONNECTED(UnitState.CONNECTED, WITH_ITS_ATTEMPTS),
        /** Its flash is written. */
        PROGRAMMED(UnitState.PROGRAMMED, WITH_ITS_ATTEMPTS),
        /** Its flash is proven. */
        VERIFIED(UnitState.VERIFIED, WITH_ITS_ATTEMPTS),
        /** Its name and token are known. */
        IDENTIFIED(UnitState.IDENTIFIED, WITH_ITS_ATTEMPTS),
        /** The latest attempt ended with a failure. */
        FAILED(UnitState.FAILED, WITH_ITS_ATTEMPTS),
        /** The latest attempt ended with a question for a supervisor. */
        HELD(UnitState.HELD, WITH_ITS_ATTEMPTS),
        /** The back office confirmed it, or the factory does not register. */
        REGISTERED(UnitState.REGISTERED, NOT_REGISTERED),
        /** The back office refused it for good. */
        REGISTRATION_REFUSED(UnitState.FAILED, NOT_REGISTERED),
        /** The back office refused it, and a supervisor can decide. */
        REGISTRATION_HELD(UnitState.HELD, NOT_REGISTERED),
        /** Its refused registration waits again. */
        REGISTRATION_REOPENED(UnitState.IDENTIFIED, EnumSet.of(UnitState.FAILED, UnitState.HELD)),
        /** It got its position on a sheet. */
        LABELLED(UnitState.LABELLED, EnumSet.of(UnitState.REGISTERED));

        private final UnitState to;
        private final Set<UnitState> from;

        Event(UnitState to, Set<UnitState> from) {
            this.to = to;
            this.from = from;
        }

        /** The state that it leads to. */
        public UnitState to() {
            return to;
        }
    }

    private UnitLifecycle() {}

    /** The state of a unit after {@code event}; empty when the event does not move a unit in the state {@code from}. */
    public static Optional<UnitState> next(UnitState from, Event event) {
        return event.from.contains(from) ? Optional.of(event.to) : Optional.empty();
    }

    /**
     * Whether another attempt continues the unit. One that the back office knows of or was asked about is finished: its board
     * begins a new preparation.
     *
     * @param failedStage the stage that it failed or was held at, if it did
     */
    public static boolean continues(UnitState state, Optional<UnitState> failedStage) {
        return next(state, Event.CONNECTED).isPresent()
                && failedStage.map(BEFORE_REGISTRATION::contains).orElse(true);
    }

    private static Set<UnitState> with(Set<UnitState> states, UnitState more) {
        Set<UnitState> all = EnumSet.copyOf(states);
        all.add(more);
        return all;
    }
}
