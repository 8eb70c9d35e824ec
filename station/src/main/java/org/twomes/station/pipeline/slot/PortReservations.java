package org.twomes.station.pipeline.slot;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Ports on which somebody reads a board: held against another reader, and against a run, which waits until they are let go. */
public final class PortReservations {
    private static final Runnable NOBODY = () -> {};

    /** What begins once the port is let go, by slot path. */
    private final Map<String, Runnable> held = new HashMap<>();

    /**
     * Holds a slot's port.
     *
     * @param busy whether a run has it, asked while no other port can be held or let go
     * @return false when it is held already, or busy
     */
    public synchronized boolean hold(String slotPath, BooleanSupplier busy) {
        return !busy.getAsBoolean() && held.putIfAbsent(slotPath, NOBODY) == null;
    }

    /** Waits in place of whoever waited; false when the port is not held: then there is nothing to wait for. */
    public synchronized boolean await(String slotPath, Runnable then) {
        return held.replace(slotPath, then) != null;
    }

    /** Who waits for the port waits no longer; false when nobody did. */
    public synchronized boolean forget(String slotPath) {
        return held.getOrDefault(slotPath, NOBODY) != NOBODY && held.replace(slotPath, NOBODY) != null;
    }

    /** Lets the port go and begins what waited for it. */
    public void letGo(String slotPath) {
        Runnable then;
        synchronized (this) {
            then = held.remove(slotPath);
        }
        if (then != null) {
            then.run();
        }
    }
}
