package org.twomes.station.doctor;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.SlotPath;
import org.twomes.station.port.SlotNames;

/** The configured slot paths: none contains a USB bus number, which may change at a restart, and none occurs twice. */
record SlotPathsCheck(PortsSection ports) implements Check {
    @Override
    public String name() {
        return "slots";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        // Without sysfs (Windows, macOS) there is no other path.
        if (ports.slots().isEmpty() || !Files.isDirectory(ports.sysRoot())) {
            return findings;
        }
        SlotNames names = new SlotNames(ports);
        numbered(names, findings);
        Map<String, String> byPlace = new LinkedHashMap<>();
        for (PortsSection.Slot slot : ports.slots()) {
            String other = byPlace.putIfAbsent(names.place(slot.path()), slot.name());
            if (other != null) {
                findings.add(Finding.warning(
                        name(),
                        "%s and %s have the same path, %s; the slot is called %s."
                                .formatted(other, slot.name(), names.place(slot.path()), other),
                        "Remove one of the two from ports.slots."));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(
                    name(),
                    "The %d configured slots have lasting paths."
                            .formatted(ports.slots().size())));
        }
        return findings;
    }

    private void numbered(SlotNames names, List<Finding> findings) {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (PortsSection.Slot slot : ports.slots()) {
            if (SlotPath.namesBus(slot.path())) {
                String place = names.place(slot.path());
                String slotAndPath = slot.name() + " (" + slot.path() + ")";
                (SlotPath.namesBus(place) ? unknown : known)
                        .add(SlotPath.namesBus(place) ? slotAndPath : slotAndPath + ": " + place);
            }
        }
        if (!known.isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "The paths of %d of %d slots contain a USB bus number, which may be another controller's after a restart."
                            .formatted(known.size(), ports.slots().size()),
                    "See with `station ports` that each board is in the slot that you think, then let `station slots renew"
                            + " --write` put these paths into ports.slots: "
                            + String.join(", ", known) + "."));
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "This machine has no such USB bus now: " + String.join(", ", unknown) + ".",
                    "Write the slot's path as `station ports` shows it, or learn the places anew: `station slots learn --replace"
                            + " --write`."));
        }
    }
}
