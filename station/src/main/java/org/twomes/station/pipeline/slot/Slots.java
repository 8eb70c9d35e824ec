package org.twomes.station.pipeline.slot;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.twomes.station.config.PortsSection;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcome;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.SlotNames;

/** Every slot by its place: the configured ones in their order, then those that boards were seen in. */
public final class Slots {
    private final Supplier<PortsSection> configured;
    private final Clock clock;
    private final Consumer<SlotView> changed;
    private final Map<String, SlotState> byPath = new LinkedHashMap<>();

    public Slots(Supplier<PortsSection> configured, Clock clock, Consumer<SlotView> changed) {
        this.configured = configured;
        this.clock = clock;
        this.changed = changed;
        names().places().forEach((path, slot) -> byPath.put(path, state(path, slot.name(), slot.group())));
    }

    /** The slot of a port, as the configuration calls it now. */
    public synchronized SlotState of(DetectedPort port) {
        return byPath.computeIfAbsent(port.slotPath(), unseen -> state(unseen, port.slotName(), ""));
    }

    /** Whether the port is in a configured slot whose entry could not be told to mean its place before: the list is taken over. */
    public boolean isNews(DetectedPort port) {
        return at(port.slotPath()).isEmpty() && names().slot(port.slotPath()).isPresent();
    }

    /** The slot with this path. */
    public synchronized Optional<SlotState> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The port under the name that the configuration gives its place now. */
    public DetectedPort named(DetectedPort port) {
        return port.called(names().name(port.slotPath()));
    }

    public synchronized List<SlotState> all() {
        return new ArrayList<>(byPath.values());
    }

    /** Shows an outcome in the slots that it is of. */
    public void ended(UnitOutcome outcome) {
        all().forEach(slot -> slot.ended(outcome));
    }

    /**
     * Takes over a changed list: new order and names at once. A slot that is not in it any more goes when no board is there.
     *
     * @param present whether a board is in the slot with this path
     */
    public void rename(Predicate<String> present) {
        List<SlotState> told;
        synchronized (this) {
            Map<String, SlotState> before = new LinkedHashMap<>(byPath);
            byPath.clear();
            SlotNames names = names();
            names.places().forEach((path, slot) -> {
                SlotState state = Optional.ofNullable(before.remove(path))
                        .orElseGet(() -> state(path, slot.name(), slot.group()));
                state.call(slot.name(), slot.group());
                byPath.put(path, state);
            });
            before.forEach((path, state) -> {
                if (present.test(path)) {
                    state.call(names.name(path), "");
                    byPath.put(path, state);
                }
            });
            told = all();
        }
        told.forEach(state -> changed.accept(state.view()));
    }

    private SlotNames names() {
        return new SlotNames(configured.get());
    }

    private SlotState state(String path, String name, String group) {
        return new SlotState(path, name, group, clock, changed);
    }
}
