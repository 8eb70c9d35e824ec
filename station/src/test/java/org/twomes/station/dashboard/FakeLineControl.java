package org.twomes.station.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.Approval;
import org.twomes.station.pipeline.LineControl;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** A line whose boards the test moves; what actions do to it shows like on the line's. */
final class FakeLineControl implements LineControl {
    private static final int BAUD = 460800;

    private final Map<String, SlotView> slots = new LinkedHashMap<>();
    private final List<LineListener> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    final List<String> approvals = new CopyOnWriteArrayList<>();
    private volatile boolean taking = true;

    FakeLineControl(Clock clock, int count, int perGroup) {
        this.clock = clock;
        for (int i = 0; i < count; i++) {
            char hub = (char) ('A' + i / perGroup);
            String name = hub + String.valueOf(i % perGroup + 1);
            String path = "1-" + (i / perGroup + 1) + "." + (i % perGroup + 1) + ":1.0";
            slots.put(path, empty(path, name, "Hub " + hub));
        }
    }

    String path(int index) {
        return List.copyOf(slots.keySet()).get(index);
    }

    synchronized SlotView view(int index) {
        return slots.get(path(index));
    }

    private SlotView empty(String path, String name, String group) {
        return new SlotView(
                new SlotView.Identity(path, name, group),
                false,
                SlotPhase.EMPTY,
                clock.instant(),
                new SlotView.Board(Optional.empty(), Optional.empty()),
                new SlotView.Run(0, UnitState.DETECTED, "", 0, Optional.empty(), 0, false, ""),
                Optional.empty(),
                Optional.empty());
    }

    static String mac(int index) {
        return String.format("24:0a:c4:%02x:%02x:%02x", 0x10 + index % 200, index * 37 % 256, index * 91 % 256);
    }

    static String name(int index) {
        return "TWOMES-" + mac(index).substring(9).replace(":", "").toUpperCase(java.util.Locale.ROOT);
    }

    void running(int index, UnitState stage, String doing, double progress, int secondsLeft) {
        Optional<Duration> left = Optional.of(Duration.ofSeconds(secondsLeft));
        board(
                index,
                SlotPhase.RUNNING,
                new SlotView.Run(1, stage, doing, progress, left, BAUD, false, ""),
                Optional.empty(),
                Optional.empty());
    }

    void done(int index, String sheet, int position) {
        LabelPlace label = new LabelPlace(1, sheet, position, sheet.startsWith("roll") ? 1 : 65);
        SlotView.Run run = new SlotView.Run(1, UnitState.LABELLED, "done", 1, Optional.empty(), BAUD, false, "");
        board(index, SlotPhase.DONE, run, Optional.empty(), Optional.of(label));
    }

    void ended(int index, SlotPhase phase, UnitState stage, FaultCode code, String detail) {
        SlotView.Trouble trouble = new SlotView.Trouble(code.name(), code.sentence(), code.remedy(), detail);
        SlotView.Run run = new SlotView.Run(2, stage, "failed", 0.4, Optional.empty(), BAUD, false, "");
        board(index, phase, run, Optional.of(trouble), Optional.empty());
    }

    void simple(int index, SlotPhase phase, String doing) {
        SlotView.Run run = new SlotView.Run(1, UnitState.IDENTIFIED, doing, 0, Optional.empty(), 0, false, "");
        board(index, phase, run, Optional.empty(), Optional.empty());
    }

    /** Shows the board of this slot, known by MAC address and name, as it is now. */
    private void board(
            int index,
            SlotPhase phase,
            SlotView.Run run,
            Optional<SlotView.Trouble> trouble,
            Optional<LabelPlace> label) {
        SlotView.Board board = new SlotView.Board(Optional.of(mac(index)), Optional.of(name(index)));
        show(new SlotView(view(index).identity(), true, phase, clock.instant(), board, run, trouble, label));
    }

    /** The slot under another name and in another group. */
    SlotView called(int index, String name, String group) {
        SlotView old = view(index);
        return new SlotView(
                new SlotView.Identity(old.path(), name, group),
                old.present(),
                old.phase(),
                old.since(),
                old.board(),
                old.run(),
                old.trouble(),
                old.label());
    }

    /** Takes the board out of a slot, which goes on to show what became of it. */
    void pull(int index) {
        SlotView old = view(index);
        show(new SlotView(
                old.identity(), false, old.phase(), old.since(), old.board(), old.run(), old.trouble(), old.label()));
    }

    /** From now on these are the slots, as after a change of the configuration. */
    void rearrange(List<SlotView> views) {
        synchronized (this) {
            slots.clear();
            views.forEach(view -> slots.put(view.path(), view));
        }
        for (LineListener listener : listeners) {
            views.forEach(listener::changed);
            listener.rearranged();
        }
    }

    void show(SlotView view) {
        synchronized (this) {
            slots.put(view.path(), view);
        }
        listeners.forEach(listener -> listener.changed(view));
    }

    @Override
    public synchronized List<SlotView> slots() {
        return new ArrayList<>(slots.values());
    }

    @Override
    public void listen(LineListener listener) {
        listeners.add(listener);
    }

    @Override
    public boolean runAgain(String slotPath) {
        int index = new ArrayList<>(slots.keySet()).indexOf(slotPath);
        if (index < 0 || !view(index).present() || view(index).phase() == SlotPhase.RUNNING) {
            return false;
        }
        running(index, UnitState.CONNECTED, "connecting", 0.02, 40);
        return true;
    }

    @Override
    public boolean release(String slotPath) {
        int index = new ArrayList<>(slots.keySet()).indexOf(slotPath);
        if (index < 0 || view(index).phase() == SlotPhase.RUNNING) {
            return false;
        }
        show(empty(slotPath, view(index).slot(), view(index).identity().group()));
        return true;
    }

    @Override
    public Optional<String> finished(String slotPath) {
        return Optional.empty();
    }

    @Override
    public Approval approve(String mac, String by) {
        approvals.add(mac + " by " + by);
        return Approval.WAITS;
    }

    @Override
    public void pause() {
        taking = false;
    }

    @Override
    public void resume() {
        taking = true;
    }

    @Override
    public boolean taking() {
        return taking;
    }

    @Override
    public int active() {
        return (int)
                slots().stream().filter(s -> s.phase() == SlotPhase.RUNNING).count();
    }

    @Override
    public int queued() {
        return (int)
                slots().stream().filter(s -> s.phase() == SlotPhase.WAITING).count();
    }

    @Override
    public Optional<List<GivenData>> releaseData(String mac, String by) {
        return Optional.of(List.of());
    }
}
