package org.twomes.station.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.LabelState;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.metrics.StationMetrics;

/** Makes labels once more for who asks for it, each marked and counted; on paper too where there is a printer. */
public final class Reprints {
    private final SheetFiles files;
    private final Ledger ledger;
    private final StationMetrics metrics;
    private final Optional<PrintQueueWorker> printing;
    private final Clock clock;

    /**
     * Labels made once more.
     *
     * @param file their PDF
     * @param labels how many
     * @param job the printing system's name of the job; empty without a printer
     */
    public record Made(Path file, int labels, Optional<String> job) {}

    /** Reprints of what {@code files} made. */
    public Reprints(
            SheetFiles files, Ledger ledger, StationMetrics metrics, Optional<PrintQueueWorker> printing, Clock clock) {
        this.files = files;
        this.ledger = ledger;
        this.metrics = metrics;
        this.printing = printing;
        this.clock = clock;
    }

    /**
     * Makes a released sheet once more, each label marked and counted as a reprint.
     *
     * @return what was made; empty when there is no such sheet, no valid label on it, or its tokens have been wiped
     * @throws FaultException NOT_RELEASED before its first print, and when it cannot be made
     */
    public Optional<Made> sheet(String number, String by) {
        Optional<SheetLedger.Sheet> sheet = ledger.sheets().sheet(number);
        List<SheetLedger.Label> labels =
                sheet.map(found -> ledger.sheets().labels(found.id())).orElse(List.of());
        return again(number, number, labels, by);
    }

    /** As {@link #sheet} for the one label of a unit, at its own position on the page; NOT_VALID unless it is valid. */
    public Optional<Made> label(long unit, String by) {
        Optional<SheetLedger.Label> label = ledger.sheets().label(unit);
        if (label.isEmpty()) {
            return Optional.empty();
        }
        LabelPlace place = label.get().place();
        if (place.state() != LabelState.VALID) {
            throw new FaultException(FaultCode.LABEL_NOT_VALID, place.text() + ": it is not printed again");
        }
        return again(place.sheet(), place.sheet() + "-label-" + place.position(), List.of(label.get()), by);
    }

    private Optional<Made> again(String number, String file, List<SheetLedger.Label> labels, String by) {
        if (labels.isEmpty() || labels.stream().anyMatch(label -> label.token().isEmpty())) {
            return Optional.empty();
        }
        SheetLedger.Sheet sheet = ledger.sheets().sheet(number).orElseThrow();
        if (sheet.state() != SheetLedger.SheetState.RELEASED) {
            throw new FaultException(FaultCode.LABEL_NOT_RELEASED, "sheet " + number + " has not been printed yet");
        }
        int times = labels.stream().mapToInt(SheetLedger.Label::reprints).max().orElse(0) + 1;
        labels.forEach(label -> ledger.sheets().reprinted(label.unit(), by, clock.instant()));
        List<SheetLedger.Label> marked = labels.stream()
                .flatMap(label -> ledger.sheets().label(label.unit()).stream())
                .toList();
        Path made = files.again(sheet, file, times, marked);
        metrics.reprint(marked.size());
        return Optional.of(new Made(made, marked.size(), printed(number, made)));
    }

    private Optional<String> printed(String sheet, Path pdf) {
        return printing.isEmpty()
                ? Optional.empty()
                : Optional.of(printing.get().reprint(sheet, pdf));
    }
}
