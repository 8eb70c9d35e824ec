package org.twomes.station.port.reset;

import java.time.Duration;

/** How long a reset by the two modem lines holds them, which no implementation can shorten. */
public final class Holds {
    private Holds() {}

    /** Reset, then IO0 low until the ROM has seen it. */
    public static Duration intoLoader() {
        return ClassicReset.RESET_HOLD.plus(ClassicReset.BOOT_HOLD);
    }

    /** Reset. */
    public static Duration run() {
        return ClassicReset.RESET_HOLD;
    }
}
