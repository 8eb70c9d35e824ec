package org.twomes.station.daemon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.dashboard.FirmwareChoice;
import org.twomes.station.dashboard.Outcome;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.CatalogueEntry;
import org.twomes.station.pipeline.Line;

/** The bundle for the next boards, which can be changed while the station runs. */
final class BundleChoice implements FirmwareChoice {
    private final LiveConfig live;
    private final AtomicReference<Optional<Bundle>> bundle;
    private final Line line;

    BundleChoice(LiveConfig live, AtomicReference<Optional<Bundle>> bundle, Line line) {
        this.live = live;
        this.bundle = bundle;
        this.line = line;
    }

    @Override
    public String current() {
        return Optional.ofNullable(bundle.get())
                .flatMap(chosen -> chosen)
                .map(Bundle::name)
                .orElse("");
    }

    @Override
    public List<String> available() {
        try {
            return Bundles.catalogue(live.now()).list().stream()
                    .map(CatalogueEntry::name)
                    .toList();
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.BUNDLE)) {
                throw e;
            }
            return List.of();
        }
    }

    @Override
    public Outcome choose(String name) {
        try {
            Bundle chosen = Bundle.open(
                    Bundles.catalogue(live.now()).find(name, Optional.empty()).file(),
                    Bundles.expectations(live.now(), false));
            bundle.set(Optional.of(chosen));
            line.firmwareCame();
            return Outcome.done("The next boards get " + name + " (SHA-256 " + chosen.sha256() + ").");
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.BUNDLE)) {
                throw e;
            }
            return Outcome.refused(e.advised());
        }
    }
}
