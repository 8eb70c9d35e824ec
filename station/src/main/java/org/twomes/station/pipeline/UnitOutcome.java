package org.twomes.station.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;

/**
 * How the work on a board ended. {@link UnitOutcomes} makes it and publishes it once, after what it says is in the ledger; the
 * slot view, the metrics, the log and the failure files follow from it.
 */
public sealed interface UnitOutcome {
    /** The board, and the run that worked on it. */
    Board board();

    /** When it was published. */
    Instant at();

    /** What is wrong, if anything is; on a board that is done, with the station. */
    Optional<SlotView.Trouble> trouble();

    /**
     * The board of an outcome.
     *
     * @param path path of the slot in which it was worked on; empty when no run is under way
     * @param slot that slot's name
     * @param run number of the run in this process, from 1; {@link #NO_RUN} when its run is over
     * @param attempt number of the attempt within the run, from 1
     * @param unit row of the unit, once known
     * @param mac MAC address, once known
     * @param name device name, once known
     * @param oldLabels labels of its earlier preparations that the operator has to throw away
     */
    record Board(
            String path,
            String slot,
            long run,
            int attempt,
            Optional<Long> unit,
            Optional<String> mac,
            Optional<String> name,
            List<DeadLabel> oldLabels) {
        /** Number of no run. */
        public static final long NO_RUN = 0;

        /** The board with this MAC address, whatever run it was in. */
        public boolean is(Optional<String> other) {
            return mac.isPresent() && mac.equals(other);
        }
    }

    /**
     * Proven, registered and labelled, as far as it needs that.
     *
     * @param state REGISTERED or LABELLED
     * @param label place of its label; empty for a device type that needs none
     * @param trouble what is wrong with the station though the board is fine
     * @param counted false for a board that was done before it was looked at
     */
    record Done(
            Board board,
            UnitState state,
            Optional<LabelPlace> label,
            Optional<SlotView.Trouble> trouble,
            boolean counted,
            Instant at)
            implements UnitOutcome {}

    /**
     * The board is finished and may be pulled; its registration or label follows.
     *
     * @param why what it waits for; may be empty
     * @param approved whether a supervisor approved it just now
     */
    record AwaitingLabel(Board board, String why, boolean approved, Optional<SlotView.Trouble> trouble, Instant at)
            implements UnitOutcome {}

    /**
     * The run failed for good.
     *
     * @param towards the stage on the way to which it failed
     * @param cause what is wrong
     * @param counted false for a board that no run was begun for
     */
    record Failed(Board board, UnitState towards, SlotView.Trouble cause, boolean counted, Instant at)
            implements UnitOutcome {
        @Override
        public Optional<SlotView.Trouble> trouble() {
            return Optional.of(cause);
        }
    }

    /**
     * A supervisor has to decide.
     *
     * @param stage the stage on the way to which it was held, or which it had reached before
     * @param cause what is asked
     * @param label place of the label that the board has already
     * @param counted false for a board that was held or done before it was looked at
     */
    record Held(
            Board board,
            UnitState stage,
            SlotView.Trouble cause,
            Optional<LabelPlace> label,
            boolean counted,
            Instant at)
            implements UnitOutcome {
        @Override
        public Optional<SlotView.Trouble> trouble() {
            return Optional.of(cause);
        }
    }

    /**
     * The port of a slot cannot be used.
     *
     * @param cause what is wrong
     */
    record Unusable(Board board, SlotView.Trouble cause, Instant at) implements UnitOutcome {
        @Override
        public Optional<SlotView.Trouble> trouble() {
            return Optional.of(cause);
        }
    }
}
