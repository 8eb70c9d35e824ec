package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The one writer of a unit's state: {@link UnitLifecycle} says where an event leads, and this writes it. */
final class UnitStates {
    private final Dialect dialect;

    UnitStates(Dialect dialect) {
        this.dialect = dialect;
    }

    /** As {@link #move(Handle, long, UnitLifecycle.Event, Optional, Instant)} for an event that is no failure. */
    boolean move(Handle handle, long unit, UnitLifecycle.Event event, Instant at) {
        return move(handle, unit, event, Optional.empty(), at);
    }

    /** Moves a unit, in the transaction of {@code handle}; gives false, and changes nothing, where the event does not move it. */
    boolean move(Handle handle, long unit, UnitLifecycle.Event event, Optional<Failure> failure, Instant at) {
        UnitState now = handle.createQuery("SELECT state FROM unit WHERE id = :unit" + dialect.lock())
                .bind("unit", unit)
                .mapTo(UnitState.class)
                .one();
        Optional<UnitState> next = UnitLifecycle.next(now, event);
        next.ifPresent(state -> handle.createUpdate("UPDATE unit SET state = :state, changed = :at,"
                        + " failure_stage = :stage, failure_code = :code, failure_detail = :detail,"
                        + " failure_retryable = :retryable WHERE id = :unit")
                .bind("state", state.name())
                .bind("at", at.toEpochMilli())
                .bind("stage", failure.map(why -> why.stage().name()).orElse(null))
                .bind("code", failure.map(Failure::code).orElse(null))
                .bind("detail", failure.map(Failure::detail).orElse(null))
                .bind("retryable", failure.map(why -> why.retryable() ? 1 : 0).orElse(null))
                .bind("unit", unit)
                .execute());
        return next.isPresent();
    }
}
