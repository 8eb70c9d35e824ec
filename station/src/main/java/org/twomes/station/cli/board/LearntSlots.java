package org.twomes.station.cli.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.SlotPath;
import org.twomes.station.port.DetectedPort;

/** Slots by their places, those known before and those that boards are plugged into now. */
final class LearntSlots {
    private final Map<String, SlotsText.Place> byPath = new LinkedHashMap<>();
    private final Set<String> plugged = new LinkedHashSet<>();
    private final String prefix;
    private final String group;

    /**
     * Slots that begin with those {@code before}.
     *
     * @param prefix of the names that are given
     * @param group of the places that are plugged; empty leaves each in its own
     */
    LearntSlots(List<PortsSection.Slot> before, String prefix, String group) {
        before.forEach(slot -> byPath.put(SlotPath.canonical(slot.path()), SlotsText.Place.of(slot)));
        this.prefix = prefix;
        this.group = group;
    }

    /** The name that the next new place gets: the first that no slot has. */
    String next() {
        Set<String> taken = new LinkedHashSet<>();
        byPath.values().forEach(place -> taken.add(place.name()));
        int number = 1;
        while (taken.contains(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    /**
     * A board was plugged there. A place that is known keeps what it has, its name only where that is one of the prefix.
     *
     * @return the place; empty when a board was plugged there before
     */
    Optional<SlotsText.Place> plugged(DetectedPort port) {
        String path = SlotPath.canonical(port.slotPath());
        if (!plugged.add(path)) {
            return Optional.empty();
        }
        SlotsText.Place place = Optional.ofNullable(byPath.get(path))
                .map(known -> ofPrefix(known.name()) ? known : known.named(next()))
                .orElseGet(() -> SlotsText.Place.of(port.slotPath(), next(), group));
        SlotsText.Place grouped = group.isEmpty() ? place : place.in(group);
        byPath.put(path, grouped);
        return Optional.of(grouped);
    }

    private boolean ofPrefix(String name) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && name.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    /** The places into which boards were plugged, in that order. */
    List<SlotsText.Place> plugged() {
        return plugged.stream()
                .flatMap(path -> Optional.ofNullable(byPath.get(path)).stream())
                .toList();
    }

    /** All slots: those known before in their order, then the new ones. */
    List<SlotsText.Place> all() {
        return new ArrayList<>(byPath.values());
    }
}
