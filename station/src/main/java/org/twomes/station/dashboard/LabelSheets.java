package org.twomes.station.dashboard;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.Reprints;
import org.twomes.station.pipeline.SheetFiles;
import org.twomes.station.sticker.LabelStock;

/** Sheets through the station's label service and its ledger. */
public final class LabelSheets implements SheetControl {
    private final String station;
    private final LabelStock stock;
    private final LabelService labels;
    private final SheetLedger ledger;
    private final Reprints reprints;
    private final SheetFiles files;
    private final Clock clock;

    /**
     * Sheets of {@code station}.
     *
     * @param stock the labels in use
     */
    public LabelSheets(
            String station,
            LabelStock stock,
            LabelService labels,
            SheetLedger ledger,
            Reprints reprints,
            SheetFiles files,
            Clock clock) {
        this.station = station;
        this.stock = stock;
        this.labels = labels;
        this.ledger = ledger;
        this.reprints = reprints;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public Outcome flush() {
        List<Path> made = labels.flush();
        if (files.trouble().isPresent()) {
            return Outcome.refused(files.trouble().get());
        }
        return made.isEmpty()
                ? Outcome.refused("No label waits on an open sheet.")
                : Outcome.done("Ready: "
                        + made.stream()
                                .map(file -> String.valueOf(file.getFileName()))
                                .collect(Collectors.joining(", ")));
    }

    @Override
    public Outcome voidPlace(Optional<Integer> place, String by) {
        return Outcome.done("Place " + labels.voidPlace(place, by) + " stays free.");
    }

    @Override
    public Outcome start(int firstPosition, String by) {
        int capacity = stock.capacity();
        if (firstPosition < 1 || firstPosition > capacity) {
            return Outcome.refused("A sheet of " + stock.code() + " has places 1 to " + capacity + ".");
        }
        labels.flush();
        SheetLedger.Sheet sheet = ledger.startSheet(station, stock.code(), capacity, firstPosition, clock.instant());
        return Outcome.done("Sheet " + sheet.number() + " starts at place " + firstPosition + ".");
    }

    @Override
    public Outcome reprintSheet(String number, String by) {
        try {
            return made(reprints.sheet(number, by));
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LABEL)) {
                throw e;
            }
            return Outcome.refused(e.advised());
        }
    }

    @Override
    public Outcome reprintLabel(long unit, String by) {
        try {
            return made(reprints.label(unit, by));
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LABEL)) {
                throw e;
            }
            return Outcome.refused(e.advised());
        }
    }

    private static Outcome made(Optional<Reprints.Made> made) {
        return made.map(labels -> Outcome.done("Ready: " + labels.file().getFileName()
                        + labels.job()
                                .map(job -> "; with the printer as " + job)
                                .orElse("")))
                .orElseGet(() ->
                        Outcome.refused("There is no such label, or its token was wiped: prepare the board again."));
    }

    /** None when it cannot be drawn. */
    @Override
    public Optional<byte[]> preview(String number) {
        try {
            return files.preview(number);
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LABEL)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
