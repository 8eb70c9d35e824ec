package org.twomes.station.dashboard;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.sticker.LabelStock;

/** Sheets through the station's label service and its ledger. */
public final class LabelSheets implements SheetControl {
    private final String station;
    private final LabelStock stock;
    private final LabelService labels;
    private final SheetLedger ledger;
    private final Reprints reprints;
    private final Function<String, Optional<byte[]>> pictures;
    private final Clock clock;

    /** Makes sheets and labels once more. */
    public interface Reprints {
        /** A released sheet. */
        Outcome sheet(String number, String by);

        /** The label of a unit's row. */
        Outcome label(long unit, String by);
    }

    /**
     * Sheets of {@code station}.
     *
     * @param stock the labels in use
     * @param pictures gives the PNG of a sheet by its number
     */
    public LabelSheets(
            String station,
            LabelStock stock,
            LabelService labels,
            SheetLedger ledger,
            Reprints reprints,
            Function<String, Optional<byte[]>> pictures,
            Clock clock) {
        this.station = station;
        this.stock = stock;
        this.labels = labels;
        this.ledger = ledger;
        this.reprints = reprints;
        this.pictures = pictures;
        this.clock = clock;
    }

    @Override
    public Outcome flush() {
        List<Path> made = labels.flush();
        if (labels.trouble().isPresent()) {
            return Outcome.refused(labels.trouble().get());
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
        return reprints.sheet(number, by);
    }

    @Override
    public Outcome reprintLabel(long unit, String by) {
        return reprints.label(unit, by);
    }

    @Override
    public Optional<byte[]> preview(String number) {
        return pictures.apply(number);
    }
}
