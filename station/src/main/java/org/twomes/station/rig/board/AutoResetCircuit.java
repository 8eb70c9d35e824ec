package org.twomes.station.rig.board;

import java.time.Duration;

/**
 * The usual auto-reset circuit of two transistors: RTS alone holds EN low, DTR alone holds IO0 low, both or neither hold
 * nothing. EN rises slowly once it is let go, and IO0 counts until it is up.
 */
public final class AutoResetCircuit {
    /**
     * EN's rise with a large capacitor (10 kOhm with 10 uF): so the board starts its loader also when DTR and RTS change one
     * after the other, up to 100 ms apart with some jitter, as esptool's RFC 2217 client sets them.
     */
    public static final Duration EN_RISE = Duration.ofMillis(200);

    private boolean dtr;
    private boolean rts;
    private boolean rising;
    private long letGo;

    /** What a change of the lines does to the chip. */
    enum Effect {
        NOTHING,
        /** EN is low: nothing runs. */
        HELD,
        /** EN is let go with IO0 high: it runs from flash after {@link #EN_RISE}, unless IO0 goes low before. */
        RUNS_ONCE_UP,
        /** It starts its loader. */
        LOADS
    }

    /** Sets both lines, true is asserted, at {@code now} in {@link System#nanoTime}. */
    Effect lines(boolean newDtr, boolean newRts, long now) {
        boolean wasReset = rts && !dtr;
        boolean isReset = newRts && !newDtr;
        boolean loader = newDtr && !newRts;
        dtr = newDtr;
        rts = newRts;
        if (isReset) {
            rising = false;
            return wasReset ? Effect.NOTHING : Effect.HELD;
        }
        if (wasReset) {
            rising = !loader;
            letGo = now;
            return loader ? Effect.LOADS : Effect.RUNS_ONCE_UP;
        }
        if (rising && loader) {
            rising = false;
            return now - letGo < EN_RISE.toNanos() ? Effect.LOADS : Effect.NOTHING;
        }
        return Effect.NOTHING;
    }
}
