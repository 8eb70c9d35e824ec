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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.Transport;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.LabelFields;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.sticker.OwnPayload;
import org.twomes.station.sticker.PlacedLabel;
import org.twomes.station.sticker.SheetRenderer;
import org.twomes.station.sticker.SheetSpec;

/**
 * Makes the sheets' PDFs, from the ledger alone: so they can be made again after a crash and are never made of anything else.
 */
public final class SheetFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SheetFiles.class);

    /** Enough to read the names on a screen. */
    private static final int PREVIEW_DPI = 100;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHIFT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String FOLDER_TROUBLE = "the sheet folder ";

    private final String station;
    private final Path folder;
    private final LabelStock stock;
    private final Ledger ledger;
    private final Clock clock;
    private final ZoneId zone;
    private volatile Optional<PrintQueueWorker> printing = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * The PDFs of a station.
     *
     * @param folder where they go
     * @param zone of the times on labels
     */
    public SheetFiles(String station, Path folder, LabelStock stock, Ledger ledger, Clock clock, ZoneId zone) {
        this.station = station;
        this.folder = folder;
        this.stock = stock;
        this.ledger = ledger;
        this.clock = clock;
        this.zone = zone;
    }

    /** Every sheet that is released from now on goes to {@code worker} too. */
    public void printAt(PrintQueueWorker worker) {
        printing = Optional.of(worker);
    }

    /** Makes the folder if it is gone; a folder that cannot be had is told of before a sheet needs it. */
    boolean folderThere() {
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
                printing.ifPresent(worker -> worker.due(sheet));
                ledger.sheets().release(sheet.id(), target.getFileName().toString(), clock.instant());
                trouble = Optional.empty();
                made.add(target);
                LOG.info("Sheet {} is ready: {}", sheet.number(), target);
            } catch (FaultException e) {
                if (!e.isOf(FaultArea.LABEL)) {
                    throw e;
                }
                notMade(sheet, e.advised());
            } catch (IOException e) {
                notMade(sheet, String.valueOf(e.getMessage()));
            }
        }
        return made;
    }

    private void notMade(SheetLedger.Sheet sheet, String why) {
        trouble = Optional.of("sheet " + sheet.number() + ": " + why);
        LOG.error("Sheet {} could not be made: {}", sheet.number(), why);
    }

    /** Makes a sheet's labels once more, marked with the number of the reprint. Gives the PDF. */
    Path again(SheetLedger.Sheet sheet, String file, int times, List<SheetLedger.Label> labels) {
        Path target = folder.resolve(file + "-reprint-" + times + ".pdf");
        SheetSpec spec = new SheetSpec(sheet.number(), station, "reprint " + times, bundles(labels), clock.instant());
        printer(sheet).write(target, spec, labels.stream().map(this::placed).toList());
        return target;
    }

    /** A picture (PNG) of a sheet as it would be printed now, without its codes; empty when there is no such sheet. */
    public Optional<byte[]> preview(String number) {
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

    private SheetRenderer printer(SheetLedger.Sheet sheet) {
        return stock.printer(sheet.template(), sheet.capacity());
    }

    private void render(SheetLedger.Sheet sheet, List<SheetLedger.Label> labels, Path target) {
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

    private Map<String, String> more(long unit) {
        Map<String, String> fields = new HashMap<>();
        ledger.units().unit(unit).ifPresent(record -> {
            fields.put(LabelContent.FIRMWARE, record.bundle());
            ledger.unitData().shown(record.mac()).stream()
                    .flatMap(data -> data.fields().stream())
                    .forEach(field -> fields.putIfAbsent(LabelFields.OWN + field.name(), field.content()));
        });
        return fields;
    }

    private OwnPayload own(long unit) {
        return ledger.units()
                .provisioning(unit)
                .map(said -> new OwnPayload(
                        said.transport().flatMap(Transport::of),
                        said.security().map(OptionalInt::of).orElse(OptionalInt.empty()),
                        said.password()))
                .orElse(OwnPayload.NONE);
    }

    private PlacedLabel placed(SheetLedger.Label label) {
        return new PlacedLabel(
                label.place().position(),
                new LabelContent(
                        label.name(),
                        label.deviceType(),
                        label.slot(),
                        label.at().atZone(zone),
                        label.token(),
                        label.reprints() > 0,
                        more(label.unit()),
                        own(label.unit())));
    }
}
