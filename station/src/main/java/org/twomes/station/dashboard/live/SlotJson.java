package org.twomes.station.dashboard.live;

import java.time.Duration;
import java.util.Optional;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.pipeline.SlotView;

/** A {@link SlotView} as the page gets it, made nowhere else; holds no token, for a view has none. */
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
        String rateReason,
        int attempt,
        String since) {

    static SlotJson of(SlotView view) {
        SlotView.Run run = view.run();
        return new SlotJson(
                view.path(),
                view.slot(),
                view.identity().group(),
                view.present(),
                view.phase().name(),
                run.stage().name(),
                run.activity(),
                run.progress(),
                run.left().map(Duration::toSeconds),
                view.mac(),
                view.name(),
                view.trouble(),
                view.label(),
                run.baud(),
                run.slowed(),
                run.rateReason(),
                run.attempt(),
                view.since().toString());
    }
}
