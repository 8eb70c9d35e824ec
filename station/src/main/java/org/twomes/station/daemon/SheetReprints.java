package org.twomes.station.daemon;

import java.nio.file.Path;
import java.util.Optional;
import org.twomes.station.dashboard.LabelSheets;
import org.twomes.station.dashboard.Outcome;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.PrintQueueWorker;
import org.twomes.station.sticker.StickerException;

/** Prints again what somebody asks for, counted. */
final class SheetReprints implements LabelSheets.Reprints {
    private final LabelService labels;
    private final StationMetrics metrics;
    private final Optional<PrintQueueWorker> printing;

    SheetReprints(LabelService labels, StationMetrics metrics, Optional<PrintQueueWorker> printing) {
        this.labels = labels;
        this.metrics = metrics;
        this.printing = printing;
    }

    @Override
    public Outcome sheet(String number, String by) {
        try {
            return outcome(number, labels.reprintSheet(number, by));
        } catch (StickerException e) {
            return Outcome.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome label(long unit, String by) {
        try {
            return outcome("", labels.reprintLabel(unit, by));
        } catch (StickerException e) {
            return Outcome.refused(String.valueOf(e.getMessage()));
        }
    }

    /** The picture of a sheet; none when it cannot be drawn. */
    Optional<byte[]> picture(String number) {
        try {
            return labels.preview(number);
        } catch (StickerException e) {
            return Optional.empty();
        }
    }

    private Outcome outcome(String sheet, Optional<LabelService.Reprint> made) throws StickerException {
        if (made.isEmpty()) {
            return Outcome.refused("There is no such label, or its token was wiped: prepare the board again.");
        }
        metrics.reprint(made.get().labels());
        Path file = made.get().file();
        String ready = "Ready: " + file.getFileName();
        if (printing.isEmpty()) {
            return Outcome.done(ready);
        }
        return Outcome.done(ready + "; with the printer as " + printing.get().reprint(sheet, file));
    }
}
