package org.twomes.station.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tells what of a changed configuration the running station can take over. */
public final class Restart {
    /** Sections and keys that are read anew for the next board, sheet or request. */
    private static final Set<String> TAKEN_OVER = Set.of("bundle", "sticker", "ports.slots", "dashboard.users");

    private Restart() {}

    /** The dotted keys whose change between {@code old} and {@code now} needs a restart; empty when all can be taken over. */
    public static List<String> needed(StationConfig old, StationConfig now) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent section : StationConfig.class.getRecordComponents()) {
            if (TAKEN_OVER.contains(section.getName())) {
                continue;
            }
            Object before = value(section, old);
            Object after = value(section, now);
            for (RecordComponent component : section.getType().getRecordComponents()) {
                String key = section.getName() + "." + component.getName();
                if (!TAKEN_OVER.contains(key) && !Objects.equals(value(component, before), value(component, after))) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static Object value(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
