package org.twomes.station.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;

/**
 * A slot as people see it: a snapshot.
 *
 * @param path the slot's identity
 * @param slot its name
 * @param group its heading; may be empty
 * @param present whether a board is plugged now
 * @param phase its light
 * @param stage the stage reached or on the way
 * @param activity what happens now, in a few words
 * @param progress of the whole run, 0 to 1
 * @param left estimate of the time left
 * @param mac once known
 * @param name once known
 * @param trouble on failure, hold or unusable; on a board that is done, what ails the station
 * @param label place of its label
 * @param baud transfer rate in baud; 0 when not connected
 * @param slowed whether the rate fell back from what is configured
 * @param attempt number of the run on this board, from 1
 * @param since when the phase began
 */
public record SlotView(
        String path,
        String slot,
        String group,
        boolean present,
        SlotPhase phase,
        UnitState stage,
        String activity,
        double progress,
        Optional<Duration> left,
        Optional<String> mac,
        Optional<String> name,
        Optional<Trouble> trouble,
        Optional<LabelPlace> label,
        int baud,
        boolean slowed,
        int attempt,
        Instant since) {

    /** Whether it is of the board with this MAC address. */
    boolean shows(String wanted) {
        return mac.equals(Optional.of(wanted));
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
        static Trouble of(FailureCode code, String detail) {
            return of(code, detail, code.remedy());
        }

        /** With another advice than the code's own. */
        static Trouble of(FailureCode code, String detail, String remedy) {
            return new Trouble(code.name(), code.sentence(), remedy, detail);
        }

        /** As {@code why}, and that these labels, which are not valid any more, are thrown away. */
        public static Optional<Trouble> with(Optional<Trouble> why, List<DeadLabel> oldLabels) {
            if (oldLabels.isEmpty()) {
                return why;
            }
            String remedy = oldLabels.stream().map(DeadLabel::remedy).collect(Collectors.joining("; ")) + ".";
            return why.map(trouble -> trouble.also("Old label: " + remedy))
                    .or(() -> Optional.of(of(FailureCode.OLD_LABEL, remedy, "Pull the board; " + remedy)));
        }

        /** The same with one thing more to do. */
        private Trouble also(String more) {
            return new Trouble(code, sentence, remedy + " " + more, detail);
        }
    }
}
