package org.twomes.station.port;

import org.slf4j.MDC;

/** Marks what a thread logs of a slot: with the slot's name, for people, and with its place, by which its lines belong together. */
public final class SlotMark {
    /** The slot's name. */
    public static final String SLOT = "slot";
    /** The slot's place, which stays when its name changes. */
    public static final String PLACE = "place";

    private SlotMark() {}

    /** What this thread logs from now on is of this port's slot. */
    public static void put(DetectedPort port) {
        MDC.put(SLOT, port.slotName());
        MDC.put(PLACE, port.slotPath());
    }

    /** The slot at this place is called {@code name} from now on; does nothing on a thread that logs of another one or of none. */
    public static void rename(String place, String name) {
        if (place.equals(MDC.get(PLACE))) {
            MDC.put(SLOT, name);
        }
    }

    /** Marks what is logged meanwhile. */
    public static void during(DetectedPort port, Runnable work) {
        try (MDC.MDCCloseable slot = MDC.putCloseable(SLOT, port.slotName());
                MDC.MDCCloseable place = MDC.putCloseable(PLACE, port.slotPath())) {
            work.run();
        }
    }
}
