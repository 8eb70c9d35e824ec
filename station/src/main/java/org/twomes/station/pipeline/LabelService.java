package org.twomes.station.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.sticker.LabelStock;

/** Gives registered units their place on a sheet of labels, durable in the ledger before the PDF is made; closes sheets. */
public final class LabelService {
    private static final Logger LOG = LoggerFactory.getLogger(LabelService.class);

    private final String station;
    private final LabelStock stock;
    private final Ledger ledger;
    private final SheetFiles files;
    private final UnitOutcomes outcomes;
    private final ExecutorService renderer;
    private final Clock clock;
    private final Object placing = new Object();

    /**
     * Labels of a station.
     *
     * @param files makes the PDFs
     * @param outcomes is told of every unit that is given its label
     * @param renderer one thread on which PDFs are made
     */
    public LabelService(
            String station,
            LabelStock stock,
            Ledger ledger,
            SheetFiles files,
            UnitOutcomes outcomes,
            ExecutorService renderer,
            Clock clock) {
        this.station = station;
        this.stock = stock;
        this.ledger = ledger;
        this.files = files;
        this.outcomes = outcomes;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The unit's place on a sheet: a new one, or the one it has. The PDF of a sheet that became full follows by itself. */
    public LabelPlace place(long unit) {
        boolean fresh;
        LabelPlace place;
        // A run and a scheduled job may come with the same unit at once: only one of them gives it its place.
        synchronized (placing) {
            fresh = ledger.sheets().label(unit).isEmpty();
            place = ledger.sheets().place(station, unit, stock.code(), stock.capacity(), clock.instant());
        }
        releaseIfFull();
        if (fresh) {
            outcomes.labelled(unit, place);
        }
        return place;
    }

    /** Places every label that is due at this station, and makes every PDF that is due; after a start or a failure. */
    public void catchUp() {
        finishOtherStock();
        for (long unit : ledger.sheets().due(station)) {
            place(unit);
        }
        if (files.folderThere()) {
            files.releaseClosed();
        }
    }

    /**
     * Voids a place of the open sheet, the next one when {@code place} is empty. Gives the place. The PDF of a sheet that has
     * no other free one follows by itself.
     */
    public int voidPlace(Optional<Integer> place, String by) {
        int voided = ledger.sheets().voidPlace(station, place, by, clock.instant());
        releaseIfFull();
        return voided;
    }

    /** A sheet whose last free place was used is closed: its PDF is due. */
    private void releaseIfFull() {
        if (ledger.sheets().openSheet(station).isEmpty()) {
            renderer.execute(files::releaseClosed);
        }
    }

    /** Closes the open sheet if it holds a label, and makes its PDF. Gives the PDFs made. */
    public List<Path> flush() {
        close(station);
        return files.releaseClosed();
    }

    /** Closes the open sheet of {@code owner} if it holds a label; the owner's station makes its PDF when it catches up. */
    public void close(String owner) {
        ledger.sheets()
                .openSheet(owner)
                .filter(sheet -> !ledger.sheets().labels(sheet.id()).isEmpty())
                .ifPresent(sheet -> ledger.sheets().close(sheet.id(), clock.instant()));
    }

    /** The password that the labels' codes say, where one is configured. */
    public Optional<Secret> password() {
        return stock.password();
    }

    /** A sheet that was begun on other labels than those in use now is finished as it is, and made. */
    public void changeStock() {
        finishOtherStock();
        // Also one that its last label closed while the stock changed.
        renderer.execute(files::releaseClosed);
    }

    private void finishOtherStock() {
        ledger.sheets()
                .openSheet(station)
                .filter(sheet -> !stock.inUse(sheet.template(), sheet.capacity()))
                .ifPresent(sheet -> {
                    LOG.info(
                            "Sheet {} of {} is finished: the labels are {} now",
                            sheet.number(),
                            sheet.template(),
                            stock.code());
                    ledger.sheets().close(sheet.id(), clock.instant());
                });
    }
}
