package org.twomes.station.pipeline;

import org.twomes.station.ledger.LabelPlace;

/** Hears where labels are. */
interface PlaceListener {
    /**
     * A unit has its label.
     *
     * @param unit its row
     * @param place sheet and position
     * @param fresh whether it has it since now, not from before
     */
    void placed(long unit, LabelPlace place, boolean fresh);
}
