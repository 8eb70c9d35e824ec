package org.twomes.station.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;

/**
 * A slot as people see it: a snapshot.
 *
 * @param identity which slot it is
 * @param present whether a board is plugged now
 * @param phase its light
 * @param since when the phase began
 * @param board what is known of the board
 * @param run what the run on the board does, or did last
 * @param trouble on failure, hold or unusable; on a board that is done, what ails the station
 * @param label place of its label
 */
public record SlotView(
        Identity identity,
        boolean present,
        SlotPhase phase,
        Instant since,
        Board board,
        Run run,
        Optional<Trouble> trouble,
        Optional<LabelPlace> label) {

    /**
     * Which slot it is.
     *
     * @param path USB path, which stays when the slot is called otherwise
     * @param slot its name
     * @param group its heading; may be empty
     */
    public record Identity(String path, String slot, String group) {}

    /**
     * What is known of the board.
     *
     * @param mac once known
     * @param name once known
     */
    public record Board(Optional<String> mac, Optional<String> name) {}

    /**
     * What the run on the board does, or did last.
     *
     * @param attempt number of the attempt on this board, from 1; 0 without a board
     * @param stage the stage reached or on the way
     * @param activity what happens now, in a few words
     * @param progress of the whole run, 0 to 1
     * @param left estimate of the time left
     * @param baud transfer rate in baud; 0 when not connected
     * @param slowed whether the rate is lower than the highest that is configured, or that the adapter is known for
     * @param rateReason why it is that rate, in a few words; empty when not connected
     */
    public record Run(
            int attempt,
            UnitState stage,
            String activity,
            double progress,
            Optional<Duration> left,
            int baud,
            boolean slowed,
            String rateReason) {}

    /** The slot's USB path. */
    public String path() {
        return identity.path();
    }

    /** The slot's name. */
    public String slot() {
        return identity.slot();
    }

    /** The board's MAC address, once known. */
    public Optional<String> mac() {
        return board.mac();
    }

    /** The board's device name, once known. */
    public Optional<String> name() {
        return board.name();
    }

    /** The stage reached or on the way. */
    public UnitState stage() {
        return run.stage();
    }

    /** What happens now, in a few words. */
    public String activity() {
        return run.activity();
    }

    /** Whether it is of the board with this MAC address. */
    boolean shows(String wanted) {
        return board.mac().equals(Optional.of(wanted));
    }

    /**
     * What is wrong and what to do.
     *
     * @param code failure code
     * @param sentence what happened
     * @param remedy what to do
     * @param detail particulars for the engineer
     */
    public record Trouble(String code, String sentence, String remedy, String detail) {
        public static Trouble of(FaultCode code, String detail) {
            return of(code, detail, code.slotTexts().remedy());
        }

        public static Trouble of(FaultException fault) {
            return of(fault.code(), fault.getMessage(), fault.slotRemedy(Messages.english()));
        }

        /** With another advice than the code's own. */
        public static Trouble of(FaultCode code, String detail, String remedy) {
            return new Trouble(code.shown().name(), code.slotTexts().sentence(), remedy, detail);
        }

        /** As {@code why}, and that these labels, which are not valid any more, are thrown away. */
        public static Optional<Trouble> with(Optional<Trouble> why, List<DeadLabel> oldLabels) {
            if (oldLabels.isEmpty()) {
                return why;
            }
            String remedy = oldLabels.stream().map(DeadLabel::remedy).collect(Collectors.joining("; ")) + ".";
            return why.map(trouble -> trouble.also("Old label: " + remedy))
                    .or(() -> Optional.of(of(FaultCode.OLD_LABEL, remedy, "Pull the board; " + remedy)));
        }

        /** The same with one thing more to do. */
        private Trouble also(String more) {
            return new Trouble(code, sentence, remedy + " " + more, detail);
        }
    }
}
