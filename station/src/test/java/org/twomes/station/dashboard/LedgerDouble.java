package org.twomes.station.dashboard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.BoardAttempt;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.FigureLedger;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitDataLedger;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** The part of a ledger that pages read, in memory; a call that pages have no business making fails. */
public final class LedgerDouble {
    final List<UnitRecord> units = new CopyOnWriteArrayList<>();
    final List<AttemptRecord> attempts = new CopyOnWriteArrayList<>();
    final List<SheetLedger.Sheet> sheets = new CopyOnWriteArrayList<>();
    final List<SheetLedger.Label> labels = new CopyOnWriteArrayList<>();
    public final List<Ledger.AuditLine> audit = new CopyOnWriteArrayList<>();
    /** How many audit lines were ever written. */
    public long entries;

    int waiting;
    Optional<Instant> oldest = Optional.empty();

    /** What the ledger's own interfaces promise, as far as pages use it. */
    public final class Reads {
        public Optional<UnitRecord> unit(long id) {
            return units.stream().filter(unit -> unit.id() == id).findFirst();
        }

        public List<UnitRecord> search(UnitQuery query) {
            return units.stream()
                    .filter(unit ->
                            query.text().isEmpty() || matches(unit, query.text().get()))
                    .filter(unit -> query.state().isEmpty() || query.state().get() == unit.state())
                    .filter(unit -> query.slot().isEmpty() || query.slot().get().equals(unit.slot()))
                    .filter(unit -> query.from().isEmpty()
                            || !unit.changed().isBefore(query.from().get()))
                    .filter(unit -> query.to().isEmpty()
                            || unit.changed().isBefore(query.to().get()))
                    .sorted(Comparator.comparing(UnitRecord::id).reversed())
                    .limit(query.limit())
                    .toList();
        }

        public List<AttemptRecord> attempts(long unit) {
            return attempts.stream()
                    .filter(a -> a.unit().equals(Optional.of(unit)))
                    .toList();
        }

        public List<BoardAttempt> attempts(Instant from, Instant to, Optional<String> station) {
            return of(from, to, station)
                    .map(a -> new BoardAttempt(
                            a.id(),
                            a.id(),
                            a.mac(),
                            a.work(),
                            a.state(),
                            a.failure().map(why -> new BoardAttempt.Cause(why.stage(), why.code())),
                            false,
                            new BoardAttempt.Times(began(a), identified(a))))
                    .toList();
        }

        public List<FigureLedger.Step> steps(Instant from, Instant to, Optional<String> station, int newest) {
            return of(from, to, station)
                    .flatMap(a -> a.transitions().stream()
                            .map(step -> new FigureLedger.Step(a.id(), step.state(), step.at())))
                    .toList();
        }

        private Stream<AttemptRecord> of(Instant from, Instant to, Optional<String> station) {
            return attempts.stream()
                    .filter(a -> station.isEmpty() || station.get().equals(a.station()))
                    .filter(a -> !began(a).isBefore(from) && began(a).isBefore(to));
        }

        private Instant began(AttemptRecord attempt) {
            return attempt.transitions().get(0).at();
        }

        private Optional<Instant> identified(AttemptRecord attempt) {
            return attempt.transitions().stream()
                    .filter(step -> step.state() == UnitState.IDENTIFIED)
                    .map(AttemptRecord.Transition::at)
                    .findFirst();
        }

        public int waiting() {
            return waiting;
        }

        public Optional<Instant> oldest() {
            return oldest;
        }

        public List<SheetLedger.Sheet> sheets(int limit) {
            return sheets.stream().limit(limit).toList();
        }

        public Optional<SheetLedger.Sheet> sheet(String number) {
            return sheets.stream()
                    .filter(sheet -> sheet.number().equals(number))
                    .findFirst();
        }

        public SheetLedger.Used used(String station, Instant from, Instant to) {
            Set<Long> own = sheets.stream()
                    .filter(sheet -> sheet.station().equals(station))
                    .map(SheetLedger.Sheet::id)
                    .collect(Collectors.toSet());
            List<Long> used = labels.stream()
                    .filter(label -> !label.at().isBefore(from) && label.at().isBefore(to))
                    .map(label -> label.place().sheetId())
                    .filter(own::contains)
                    .toList();
            return new SheetLedger.Used(used.size(), Set.copyOf(used).size());
        }

        public List<SheetLedger.Label> labels(long sheet) {
            return labels.stream()
                    .filter(label -> label.place().sheetId() == sheet)
                    .toList();
        }

        public List<SheetLedger.Label> allLabels(long sheet) {
            return labels(sheet);
        }

        public List<DeadLabel> dead(String mac) {
            return List.of();
        }

        public Optional<SheetLedger.Label> label(long unit) {
            return labels.stream().filter(label -> label.unit() == unit).findFirst();
        }

        public void audit(String who, String action, String object, Instant at) {
            entries++;
            audit.add(0, new Ledger.AuditLine(at, who, action, object));
        }

        public long auditEntries() {
            return entries;
        }

        public List<Ledger.AuditLine> auditLines(int limit) {
            return new ArrayList<>(audit).stream().limit(limit).toList();
        }

        public UnitLedger units() {
            return view(UnitLedger.class);
        }

        public FigureLedger figures() {
            return view(FigureLedger.class);
        }

        public Outbox outbox() {
            return view(Outbox.class);
        }

        public SheetLedger sheets() {
            return view(SheetLedger.class);
        }

        public PrintQueue prints() {
            return view(PrintQueue.class);
        }

        public UnitDataLedger unitData() {
            return view(UnitDataLedger.class);
        }

        public List<GivenData.Shown> shown(String mac) {
            return List.of();
        }

        public Optional<PrintQueue.Job> job(long sheet) {
            return Optional.empty();
        }
    }

    /** As the ledger. */
    public Ledger ledger() {
        return view(Ledger.class);
    }

    private static boolean matches(UnitRecord unit, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return unit.mac().replace(":", "").contains(wanted.replaceAll("[:.-]", ""))
                || unit.name().orElse("").toLowerCase(Locale.ROOT).contains(wanted);
    }

    private <T> T view(Class<T> type) {
        Reads reads = new Reads();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, given) -> {
                    try {
                        Method method = Reads.class.getMethod(called.getName(), called.getParameterTypes());
                        return method.invoke(reads, given);
                    } catch (NoSuchMethodException e) {
                        throw new UnsupportedOperationException("pages have no business calling " + called, e);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
