package org.twomes.station.dashboard.live;

import java.util.Optional;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.pipeline.SlotView;

/** A slot as the page gets it; holds no token, for a {@link SlotView} has none. */
record SlotJson(
        String path,
        String slot,
        String group,
        boolean present,
        String phase,
        String stage,
        String activity,
        double progress,
        Optional<Long> leftSeconds,
        Optional<String> mac,
        Optional<String> name,
        Optional<SlotView.Trouble> trouble,
        Optional<LabelPlace> label,
        int baud,
        boolean slowed,
        int attempt,
        String since) {

    static SlotJson of(SlotView view) {
        return new SlotJson(
                view.path(),
                view.slot(),
                view.group(),
                view.present(),
                view.phase().name(),
                view.stage().name(),
                view.activity(),
                view.progress(),
                view.left().map(left -> left.toSeconds()),
                view.mac(),
                view.name(),
                view.trouble(),
                view.label(),
                view.baud(),
                view.slowed(),
                view.attempt(),
                view.since().toString());
    }
}
