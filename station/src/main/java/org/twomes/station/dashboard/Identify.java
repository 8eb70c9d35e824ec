package org.twomes.station.dashboard;

import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.pipeline.Identifier;
import org.twomes.station.pipeline.Line;

/** Reads which board is in a slot without changing it. */
@FunctionalInterface
public interface Identify {
    /**
     * A board that was read.
     *
     * @param mac {@code aa:bb:cc:dd:ee:ff}
     * @param name once it has one
     * @param state what the ledger knows of it, for people; {@code not known here} else
     * @param label where its label is
     * @param data what it alone was given, nothing secret
     */
    record Board(String mac, Optional<String> name, String state, Optional<LabelPlace> label, List<String> data) {
        private static Board of(Identifier.Found found) {
            return new Board(
                    found.chip().mac().toString(),
                    found.name(),
                    found.unit().map(unit -> unit.state().name()).orElse("not known here"),
                    found.unit().flatMap(UnitRecord::label),
                    found.data().stream().map(GivenData.Shown::text).toList());
        }
    }

    /** Reads with {@code identifier} the boards in the slots of {@code line}; why one cannot be read goes into the log. */
    static Identify on(Line line, Identifier identifier) {
        return slotPath -> {
            try {
                return line.identify(slotPath, identifier).map(Board::of);
            } catch (FaultException e) {
                if (e.isOf(FaultArea.LEDGER)) {
                    throw e;
                }
                LoggerFactory.getLogger(Identify.class)
                        .warn("The board in {} could not be read: {}", slotPath, e.getMessage());
                return Optional.empty();
            }
        };
    }

    /** The board in the slot; empty when none is there, it is being worked on, somebody else reads it, or it does not answer. */
    Optional<Board> identify(String slotPath);
}
