package org.twomes.station.pipeline;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.sticker.PlacedLabel;
import org.twomes.station.sticker.SheetRenderer;
import org.twomes.station.sticker.SheetSpec;
import org.twomes.station.sticker.StickerException;
import org.twomes.station.sticker.StickerFault;

/**
 * Gives registered units their label and makes the sheets' PDFs. A place is durable in the ledger first; the PDF is made from
 * the ledger alone, so it can be made again after a crash and is never made of anything else.
 */
public final class LabelService {
    private static final Logger LOG = LoggerFactory.getLogger(LabelService.class);

    /** Enough to read the names on a screen. */
    private static final int PREVIEW_DPI = 100;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHIFT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String FOLDER_TROUBLE = "the sheet folder ";

    private final String station;
    private final Path folder;
    private final LabelStock stock;
    private final Ledger ledger;
    private final ExecutorService renderer;
    private final Clock clock;
    private final ZoneId zone;
    private final Object placing = new Object();
    private final List<PlaceListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<PrintQueueWorker> printing = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * A desk.
     *
     * @param folder where PDFs go
     * @param renderer one thread on which PDFs are made
     * @param zone of the times on labels
     */
    public LabelService(
            String station,
            Path folder,
            LabelStock stock,
            Ledger ledger,
            ExecutorService renderer,
            Clock clock,
            ZoneId zone) {
        this.station = station;
        this.folder = folder;
        this.stock = stock;
        this.ledger = ledger;
        this.renderer = renderer;
        this.clock = clock;
        this.zone = zone;
    }

    /** Tells {@code listener} of every unit's (row) place from now on. */
    void listen(PlaceListener listener) {
        listeners.add(listener);
    }

    /** Every sheet that is released from now on goes to {@code desk} too. */
    public void printAt(PrintQueueWorker desk) {
        printing = Optional.of(desk);
    }

    /** The unit's place on a sheet: a new one, or the one it has. The PDF of a sheet that became full follows by itself. */
    public LabelPlace place(long unit) {
        boolean fresh;
        LabelPlace place;
        // A run and a chore may come with the same unit at once: only one of them gives it its place.
        synchronized (placing) {
            fresh = ledger.sheets().label(unit).isEmpty();
            place = ledger.sheets().place(station, unit, stock.code(), stock.capacity(), clock.instant());
        }
        releaseIfFull();
        listeners.forEach(listener -> listener.placed(unit, place, fresh));
        return place;
    }

    /** Places every label that is due at this station, and makes every PDF that is due; after a start or a failure. */
    public void catchUp() {
        finishOtherStock();
        for (long unit : ledger.sheets().due(station)) {
            place(unit);
        }
        if (folderThere()) {
            releaseClosed();
        }
    }

    /** Makes the folder if it is gone; a folder that cannot be had is told of before a sheet needs it. */
    private boolean folderThere() {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
            trouble = trouble.filter(what -> !what.startsWith(FOLDER_TROUBLE));
            return true;
        } catch (IOException e) {
            if (trouble.isEmpty()) {
                LOG.error("The sheet folder {} cannot be written: {}", folder, e.toString());
            }
            trouble = Optional.of(FOLDER_TROUBLE + folder + " cannot be written: " + e);
            return false;
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
            renderer.execute(this::releaseClosed);
        }
    }

    /** Closes the open sheet if it holds a label, and makes its PDF. Gives the PDFs made. */
    public List<Path> flush() {
        close(station);
        return releaseClosed();
    }

    /** Closes the open sheet of {@code owner} if it holds a label; the owner's desk makes its PDF when it catches up. */
    public void close(String owner) {
        ledger.sheets()
                .openSheet(owner)
                .filter(sheet -> !ledger.sheets().labels(sheet.id()).isEmpty())
                .ifPresent(sheet -> ledger.sheets().close(sheet.id(), clock.instant()));
    }

    /** Makes the PDFs of sheets that are closed; one without a label gets none. Gives those made. */
    public synchronized List<Path> releaseClosed() {
        List<Path> made = new ArrayList<>();
        for (SheetLedger.Sheet sheet : ledger.sheets().sheets(station, SheetLedger.SheetState.CLOSED)) {
            List<SheetLedger.Label> labels = ledger.sheets().labels(sheet.id());
            if (labels.isEmpty()) {
                // Begun, or only voided: there is nothing to print.
                ledger.sheets().release(sheet.id(), "", clock.instant());
                continue;
            }
            Path target = folder.resolve(sheet.number() + ".pdf");
            try {
                Files.createDirectories(folder);
                render(sheet, labels, target);
                printing.ifPresent(desk -> desk.due(sheet));
                ledger.sheets().release(sheet.id(), target.getFileName().toString(), clock.instant());
                trouble = Optional.empty();
                made.add(target);
                LOG.info("Sheet {} is ready: {}", sheet.number(), target);
            } catch (StickerException | IOException e) {
                trouble = Optional.of("sheet " + sheet.number() + ": " + e.getMessage());
                LOG.error("Sheet {} could not be made: {}", sheet.number(), e.getMessage());
            }
        }
        return made;
    }

    /** Labels made once more: so many of them, in this PDF. */
    public record Reprint(Path file, int labels) {}

    /**
     * Makes a released sheet once more, each label marked and counted as a reprint.
     *
     * @return what was made; empty when there is no such sheet, no valid label on it, or its tokens have been wiped
     * @throws StickerException NOT_RELEASED before its first print, and when it cannot be made
     */
    public Optional<Reprint> reprintSheet(String number, String by) throws StickerException {
        Optional<SheetLedger.Sheet> sheet = ledger.sheets().sheet(number);
        List<SheetLedger.Label> labels =
                sheet.map(found -> ledger.sheets().labels(found.id())).orElse(List.of());
        return reprint(number, number, labels, by);
    }

    /** As {@link #reprintSheet} for the one label of a unit, at its own position on the page; NOT_VALID unless it is valid. */
    public Optional<Reprint> reprintLabel(long unit, String by) throws StickerException {
        Optional<SheetLedger.Label> label = ledger.sheets().label(unit);
        if (label.isEmpty()) {
            return Optional.empty();
        }
        LabelPlace place = label.get().place();
        if (place.state() != LabelState.VALID) {
            throw new StickerException(
                    StickerFault.NOT_VALID,
                    place.text() + ": it is not printed again; print the label of the board's latest preparation");
        }
        return reprint(place.sheet(), place.sheet() + "-label-" + place.position(), List.of(label.get()), by);
    }

    private Optional<Reprint> reprint(String number, String file, List<SheetLedger.Label> labels, String by)
            throws StickerException {
        if (labels.isEmpty() || labels.stream().anyMatch(label -> label.token().isEmpty())) {
            return Optional.empty();
        }
        SheetLedger.Sheet sheet = ledger.sheets().sheet(number).orElseThrow();
        if (sheet.state() != SheetLedger.SheetState.RELEASED) {
            throw new StickerException(
                    StickerFault.NOT_RELEASED,
                    "sheet " + number + " has not been printed yet: finish it first (station sheets flush)");
        }
        int times = labels.stream().mapToInt(SheetLedger.Label::reprints).max().orElse(0) + 1;
        labels.forEach(label -> ledger.sheets().reprinted(label.unit(), by, clock.instant()));
        Path target = folder.resolve(file + "-reprint-" + times + ".pdf");
        List<PlacedLabel> marked = labels.stream()
                .flatMap(label -> ledger.sheets().label(label.unit()).stream())
                .map(this::placed)
                .toList();
        printer(sheet)
                .write(
                        target,
                        new SheetSpec(number, station, "reprint " + times, bundles(labels), clock.instant()),
                        marked);
        return Optional.of(new Reprint(target, marked.size()));
    }

    /** A picture (PNG) of a sheet as it would be printed now, without its codes; empty when there is no such sheet. */
    public Optional<byte[]> preview(String number) throws StickerException {
        Optional<SheetLedger.Sheet> sheet = ledger.sheets().sheet(number);
        if (sheet.isEmpty()) {
            return Optional.empty();
        }
        List<SheetLedger.Label> labels = ledger.sheets().labels(sheet.get().id());
        List<PlacedLabel> placed = labels.stream().map(this::placed).toList();
        return Optional.of(printer(sheet.get()).preview(spec(sheet.get(), labels), placed, PREVIEW_DPI, false));
    }

    /** What keeps PDFs from being made. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** A sheet that was begun on other labels than those in use now is finished as it is, and made. */
    public void changeStock() {
        finishOtherStock();
        // Also one that its last label closed while the stock changed.
        renderer.execute(this::releaseClosed);
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

    private SheetRenderer printer(SheetLedger.Sheet sheet) throws StickerException {
        return stock.printer(sheet.template(), sheet.capacity());
    }

    private void render(SheetLedger.Sheet sheet, List<SheetLedger.Label> labels, Path target) throws StickerException {
        printer(sheet)
                .write(
                        target,
                        spec(sheet, labels),
                        labels.stream().map(this::placed).toList());
    }

    private SheetSpec spec(SheetLedger.Sheet sheet, List<SheetLedger.Label> labels) {
        return new SheetSpec(sheet.number(), sheet.station(), shift(labels), bundles(labels), sheet.opened());
    }

    /** When the labels were given: the stretch of the shift that the sheet covers. */
    private String shift(List<SheetLedger.Label> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        ZonedDateTime first = labels.get(0).at().atZone(zone);
        ZonedDateTime last = labels.get(labels.size() - 1).at().atZone(zone);
        boolean sameDay = first.toLocalDate().equals(last.toLocalDate());
        return SHIFT.format(first) + " to " + (sameDay ? CLOCK : SHIFT).format(last);
    }

    private String bundles(List<SheetLedger.Label> labels) {
        return labels.stream()
                .flatMap(label -> ledger.units().unit(label.unit()).stream())
                .map(UnitRecord::bundle)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private PlacedLabel placed(SheetLedger.Label label) {
        return new PlacedLabel(
                label.place().position(),
                new LabelContent(
                        label.name(),
                        label.deviceType(),
                        label.slot(),
                        label.at(),
                        zone,
                        label.token(),
                        label.reprints() > 0));
    }
}
