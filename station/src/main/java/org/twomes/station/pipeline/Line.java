package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.OpenAttempt;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.run.Admission;
import org.twomes.station.pipeline.run.BoardRun;
import org.twomes.station.pipeline.run.BoardRuns;
import org.twomes.station.pipeline.run.ExistenceTests;
import org.twomes.station.pipeline.run.RunCancellation;
import org.twomes.station.pipeline.run.RunRequest;
import org.twomes.station.pipeline.slot.BoardPool;
import org.twomes.station.pipeline.slot.PortReservations;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.pipeline.slot.Slots;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortListener;

/** The production line: a run for each board that appears, on the bounded pool, and what every slot shows. */
public final class Line implements PortListener, LineControl {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    /** All slots up to this many are worked on at once when the configuration does not say. */
    private static final int DEFAULT_WORKERS = 32;

    private final LiveConfig live;
    private final Ledger ledger;
    private final UnitOutcomes outcomes;
    private final Clock clock;
    private final BoardRuns boardRuns;
    private final ExistenceTests existence;
    private final Optional<FlashOrder> order;
    private final BoardPool pool;
    private final List<LineListener> listeners = new CopyOnWriteArrayList<>();
    private final Slots slots;
    private final Map<String, DetectedPort> ports = new ConcurrentHashMap<>();
    private final Map<String, BoardRun> runs = new ConcurrentHashMap<>();
    private final PortReservations held = new PortReservations();
    /** Slots whose board was plugged while no boards were taken. */
    private final Set<String> untaken = ConcurrentHashMap.newKeySet();
    /** Paths of the slots that have had a run since the start. */
    private final Set<String> worked = ConcurrentHashMap.newKeySet();

    private volatile boolean paused;
    private volatile boolean draining;

    /**
     * A line that takes boards once ports appear.
     *
     * @param live the configuration in force: bundle, labels and slots may change while the line runs
     * @param ledger the memory
     * @param outcomes how boards end
     * @param clock time
     * @param boardRuns makes the boards' runs
     * @param existence asks whether a board's name is taken
     * @param order makes it work for the one board that the order is for
     */
    Line(
            LiveConfig live,
            Ledger ledger,
            UnitOutcomes outcomes,
            Clock clock,
            BoardRuns boardRuns,
            ExistenceTests existence,
            Optional<FlashOrder> order) {
        this.live = live;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.clock = clock;
        this.boardRuns = boardRuns;
        this.existence = existence;
        this.order = order;
        int workers = live.now().pipeline().workers();
        this.pool = new BoardPool(
                workers == 0 ? DEFAULT_WORKERS : workers, live.now().pipeline().queue());
        this.slots = new Slots(() -> live.now().ports(), clock, this::tell);
        outcomes.listen(slots::ended);
    }

    /** Tells {@code listener} of every change from now on. */
    @Override
    public void listen(LineListener listener) {
        listeners.add(listener);
    }

    /** Settles what an earlier process of this station left: attempts in the middle are failed. */
    public void recover() {
        String station = live.now().station().name();
        for (OpenAttempt open : ledger.units().open(station)) {
            LOG.warn("Attempt {} in slot {} was cut off by a stop after {}", open.attempt(), open.slot(), open.state());
            ledger.units()
                    .failed(
                            open.attempt(),
                            new Failure(
                                    open.state(),
                                    FaultCode.STATION_STOPPED.name(),
                                    FaultCode.STATION_STOPPED.sentence(),
                                    true),
                            clock.instant());
        }
        ledger.outbox().release(station);
    }

    /** Writes the failures that the ledger did not take when they happened. */
    public void catchUp() {
        boardRuns.catchUp();
    }

    /** Takes over the configuration's changed list of slots; boards under way go on under the new names. */
    public void renameSlots() {
        Map<String, DetectedPort> before = Map.copyOf(ports);
        ports.replaceAll((path, port) -> slots.named(port));
        slots.rename(ports::containsKey);
        ports.forEach((path, port) -> {
            DetectedPort old = before.get(path);
            if (workedOn(path) && (old == null || !old.slotName().equals(port.slotName()))) {
                renameRun(port);
            }
        });
        listeners.forEach(LineListener::rearranged);
    }

    private void renameRun(DetectedPort port) {
        try {
            ledger.units().slotRenamed(live.now().station().name(), port.slotPath(), port.slotName());
        } catch (FaultException e) {
            LOG.warn("The board in slot {} is recorded under the slot's old name: {}", port.slotName(), e.getMessage());
        }
    }

    /** The slot of a port, under the name that the configuration gives it now. */
    private SlotState slotOf(DetectedPort port) {
        if (slots.isNews(port)) {
            renameSlots();
        }
        return slots.of(port);
    }

    @Override
    public void appeared(DetectedPort sighted) {
        DetectedPort port = slots.named(sighted);
        ports.put(port.slotPath(), port);
        SlotState slot = slotOf(port);
        slot.plugged();
        if (paused) {
            untaken.add(port.slotPath());
            slot.clear();
            slot.present(true);
            if (!paused) {
                take(port.slotPath());
            }
        } else {
            submit(port, slot);
        }
    }

    @Override
    public void vanished(DetectedPort port) {
        ports.computeIfPresent(port.slotPath(), (path, there) -> there.address().equals(port.address()) ? null : there);
        if (ports.containsKey(port.slotPath())) {
            // The next board is there already, as another tty: these news are late.
            return;
        }
        untaken.remove(port.slotPath());
        SlotState slot = slots.of(port);
        slot.present(false);
        if (slot.view().phase() == SlotPhase.UNUSABLE) {
            slot.clear();
        }
        BoardRun run = runs.remove(port.slotPath());
        if (run == null || run.over()) {
            return;
        }
        if (held.forget(port.slotPath()) || pool.withdraw(run)) {
            slot.clear();
            return;
        }
        run.cut(FaultCode.UNPLUGGED);
    }

    @Override
    public void unusable(DetectedPort port, FaultException fault) {
        SlotState slot = slotOf(port);
        slot.present(true);
        outcomes.unusable(port, fault);
    }

    /** Every slot as it is now, configured ones first and in their order. */
    @Override
    public List<SlotView> slots() {
        return slots.all().stream().map(SlotState::view).toList();
    }

    /** Runs the board in the slot once more, after whoever reads it; false when none is there or it is worked on. */
    @Override
    public boolean runAgain(String slotPath) {
        DetectedPort port = ports.get(slotPath);
        return port != null && !workedOn(slotPath) && submit(port, slots.of(port));
    }

    /** Why a run of the board that the slot shows would change nothing; empty when it would, or nothing is known. */
    @Override
    public Optional<String> finished(String slotPath) {
        Duration sameBoard = live.now().device().sameBoard();
        return slots.at(slotPath)
                .map(SlotState::view)
                .filter(SlotView::present)
                .flatMap(SlotView::mac)
                .filter(mac -> !ledger.units().approved(mac))
                .flatMap(mac -> ledger.units().byMac(mac))
                .filter(unit -> Admission.asksFirst(unit, sameBoard, clock.instant()))
                .map(unit -> unit.name().orElse(unit.mac())
                        + (unit.state() == UnitState.IDENTIFIED
                                ? " is done and waits for its registration"
                                : " is done")
                        + ": nothing was started. To prepare it anew: station approve " + unit.mac());
    }

    private boolean workedOn(String slotPath) {
        BoardRun run = runs.get(slotPath);
        return run != null && !run.over();
    }

    /**
     * Identifies the board in a slot, whose port is reserved meanwhile: nobody else reads the board, and a run of it waits.
     *
     * @return empty when no board is there, or it is worked on or read by somebody else
     * @throws FaultException when the port or the loader fails
     */
    public Optional<Identifier.Found> identify(String slotPath, Identifier identifier) {
        if (!held.hold(slotPath, () -> workedOn(slotPath))) {
            return Optional.empty();
        }
        try {
            DetectedPort port = ports.get(slotPath);
            return port == null ? Optional.empty() : Optional.of(identifier.identify(port, (address, request) -> {}));
        } finally {
            held.letGo(slotPath);
        }
    }

    /** Forgets what the slot shows; false while its board is being worked on. */
    @Override
    public boolean release(String slotPath) {
        if (workedOn(slotPath)) {
            return false;
        }
        untaken.remove(slotPath);
        Optional<SlotState> slot = slots.at(slotPath);
        slot.ifPresent(SlotState::clear);
        return slot.isPresent();
    }

    /**
     * A supervisor lets this board be prepared (again); its slot is run if it is there. A board that is done but for a
     * registration that was held is registered as it is.
     */
    @Override
    public Approval approve(String mac, String by) {
        Optional<UnitRecord> done = ledger.units().byMac(mac).filter(Line::heldAtRegistration);
        if (done.isPresent()) {
            ledger.outbox().approve(done.get().id(), by, clock.instant());
            outcomes.approved(done.get().id());
            return Approval.REGISTERS;
        }
        ledger.units().approve(mac, by, clock.instant());
        boolean runs = false;
        for (SlotView view : slots()) {
            if (view.shows(mac) && view.present()) {
                runs |= runAgain(view.path());
            }
        }
        return runs ? Approval.RUNS : Approval.WAITS;
    }

    @Override
    public Optional<List<GivenData>> releaseData(String mac, String by) {
        boolean worked = slots().stream().anyMatch(view -> view.shows(mac) && workedOn(view.path()));
        return worked ? Optional.empty() : ledger.unitData().giveBack(mac, by, clock.instant());
    }

    /** There is firmware now: boards that found none are run, and slots whose board is gone forget that. */
    public void firmwareCame() {
        runWaiting(FaultCode.NO_BUNDLE);
    }

    /** There is data for units now: boards that found none are run, and slots whose board is gone forget that. */
    public void unitDataCame() {
        runWaiting(FaultCode.NO_UNIT_DATA);
    }

    private void runWaiting(FaultCode lack) {
        for (SlotView view : slots()) {
            boolean waits = view.trouble()
                    .filter(trouble -> trouble.code().equals(lack.name()))
                    .isPresent();
            if (!waits) {
                continue;
            }
            if (view.present() && !paused) {
                runAgain(view.path());
            } else if (release(view.path()) && view.present()) {
                untaken.add(view.path());
            }
        }
    }

    /** Name of the bundle that the configuration wants; empty for none. */
    String bundleWanted() {
        return live.now().bundle().name();
    }

    /** Takes no more boards; those that run go on. */
    @Override
    public void pause() {
        paused = true;
    }

    /** Takes boards again, those plugged meanwhile first; one that was released stays so. */
    @Override
    public void resume() {
        paused = false;
        untaken.forEach(this::take);
    }

    private void take(String slotPath) {
        if (untaken.remove(slotPath)) {
            runAgain(slotPath);
        }
    }

    /** Whether it takes boards. */
    @Override
    public boolean taking() {
        return !paused;
    }

    /** Boards worked on now. */
    @Override
    public int active() {
        return pool.active();
    }

    /** Boards that wait for a worker. */
    @Override
    public int queued() {
        return pool.queued();
    }

    /** Waits until no board is worked on or waits; false when {@code patience} ran out. */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        return pool.awaitIdle(patience);
    }

    /** Takes no more boards and waits for those that run; what still runs then is cut off. */
    public void drain(Duration patience) {
        paused = true;
        draining = true;
        if (!pool.drain(patience)) {
            runs.values().forEach(run -> run.cut(FaultCode.STATION_STOPPED));
            pool.drain(RunCancellation.GIVE_UP_AFTER.plusSeconds(1));
        }
    }

    private boolean submit(DetectedPort port, SlotState slot) {
        return submit(port, slot, 1);
    }

    private boolean submit(DetectedPort port, SlotState slot, int attempt) {
        untaken.remove(port.slotPath());
        boolean first = worked.add(port.slotPath());
        Admission admission = new Admission(live, ledger, existence, port, first, order);
        SlotState.RunHandle handle = slot.waiting();
        BoardRun run = boardRuns.of(new RunRequest(handle, port, admission, attempt), pool, this::giveUp);
        BoardRun before = runs.put(port.slotPath(), run);
        if (!held.forget(port.slotPath()) && before != null && !before.over()) {
            before.cut(FaultCode.UNPLUGGED);
        }
        return held.await(port.slotPath(), () -> start(run, port, handle)) || start(run, port, handle);
    }

    private boolean start(BoardRun run, DetectedPort port, SlotState.RunHandle handle) {
        if (pool.submit(run)) {
            return true;
        }
        runs.remove(port.slotPath(), run);
        outcomes.notTaken(handle.board(), pool.queued());
        return false;
    }

    /** Whether the back office alone wants a decision on a board that is done; a token in use wants it done again. */
    private static boolean heldAtRegistration(UnitRecord unit) {
        return unit.state() == UnitState.HELD
                && unit.failure()
                        .filter(why -> why.stage() == UnitState.REGISTERED)
                        .filter(why -> !why.code().equals(FaultCode.TOKEN_TAKEN.name()))
                        .isPresent();
    }

    private void giveUp(BoardRun run) {
        if (!run.over()) {
            pool.abandon(run);
            Optional<DetectedPort> port = Optional.ofNullable(ports.get(run.slotPath()));
            boolean mayGoOn = !draining && port.isPresent() && runs.get(run.slotPath()) == run;
            run.giveUp(mayGoOn).ifPresent(attempt -> submit(port.orElseThrow(), slots.of(port.orElseThrow()), attempt));
        }
    }

    private void tell(SlotView view) {
        for (LineListener listener : listeners) {
            listener.changed(view);
        }
    }
}
