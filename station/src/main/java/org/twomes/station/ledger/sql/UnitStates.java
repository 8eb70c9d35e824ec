package org.twomes.station.ledger.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitLifecycle;
import org.twomes.station.ledger.UnitState;

/** The one writer of a unit's state: {@link UnitLifecycle} says where an event leads, and this writes it. */
interface UnitStates {
    /** As {@link #move(long, UnitLifecycle.Event, Optional, Instant)} for an event that is no failure. */
    default boolean move(long unit, UnitLifecycle.Event event, Instant at) {
        return move(unit, event, Optional.empty(), at);
    }

    /** Moves a unit; gives false, and changes nothing, where the event does not move it. */
    default boolean move(long unit, UnitLifecycle.Event event, Optional<Failure> failure, Instant at) {
        Optional<UnitState> next = UnitLifecycle.next(state(unit), event);
        next.ifPresent(state -> write(unit, state, Columns.of(failure), at));
        return next.isPresent();
    }

    @SqlQuery("SELECT state FROM unit WHERE id = :unit <lock>")
    UnitState state(long unit);

    @SqlUpdate("""
            UPDATE unit SET state = :state, changed = :at, failure_stage = :stage, failure_code = :code,
              failure_detail = :detail, failure_retryable = :retryable
            WHERE id = :unit
            """)
    void write(long unit, UnitState state, @BindMethods Columns failure, Instant at);

    /** A failure as its four columns hold it, all NULL without one. */
    record Columns(
            Optional<UnitState> stage, Optional<String> code, Optional<String> detail, Optional<Boolean> retryable) {
        static Columns of(Optional<Failure> failure) {
            return new Columns(
                    failure.map(Failure::stage),
                    failure.map(Failure::code),
                    failure.map(Failure::detail),
                    failure.map(Failure::retryable));
        }
    }
}
