package org.twomes.station.dashboard;

import java.util.Optional;
import org.twomes.station.ledger.LabelPlace;

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
     */
    record Board(String mac, Optional<String> name, String state, Optional<LabelPlace> label) {}

    /** The board in the slot; empty when none is there, it is being worked on, somebody else reads it, or it does not answer. */
    Optional<Board> identify(String slotPath);
}
