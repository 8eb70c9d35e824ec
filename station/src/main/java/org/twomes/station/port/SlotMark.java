package org.twomes.station.port;

import org.slf4j.MDC;

/** Slot name and place in the logging context (MDC) of a thread; the place groups a slot's lines when its name changes. */
public final class SlotMark {
    /** The slot's name. */
    public static final String SLOT = "slot";
    /** The slot's place, which stays when its name changes. */
    public static final String PLACE = "place";

    private SlotMark() {}

    /** Sets the slot of this thread's log lines from now on. */
    public static void put(DetectedPort port) {
        MDC.put(SLOT, port.slotName());
        MDC.put(PLACE, port.slotPath());
    }

    /** Sets a new name for the slot at {@code place}; does nothing on a thread whose log lines are not that slot's. */
    public static void rename(String place, String name) {
        if (place.equals(MDC.get(PLACE))) {
            MDC.put(SLOT, name);
        }
    }

    /** Runs {@code work} with its log lines marked as the slot's. */
    public static void during(DetectedPort port, Runnable work) {
        try (MDC.MDCCloseable slot = MDC.putCloseable(SLOT, port.slotName());
                MDC.MDCCloseable place = MDC.putCloseable(PLACE, port.slotPath())) {
            work.run();
        }
    }
}
