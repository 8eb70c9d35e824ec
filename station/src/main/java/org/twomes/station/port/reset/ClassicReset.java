package org.twomes.station.port.reset;

import java.time.Duration;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.Sleeper;

/**
 * Reset by the auto-reset circuit on DTR and RTS (esptool's ClassicReset): RTS asserted alone pulls EN low (reset), DTR asserted alone pulls IO0 low
 * (loader), both or neither do nothing. Facts: Espressif's boot-mode-selection page and esptool's reset strategies.
 */
public final class ClassicReset implements Reset {
    /** Time for which EN is low: the capacitor at EN has to discharge. */
    static final Duration RESET_HOLD = Duration.ofMillis(100);

    /** Time for which IO0 stays low after EN is released, so that the ROM samples it once EN has risen. */
    static final Duration BOOT_HOLD = Duration.ofMillis(50);

    /** As {@link #BOOT_HOLD} for boards with a large capacitor at EN, on every second try. */
    static final Duration BOOT_HOLD_SLOW_BOARD = Duration.ofMillis(550);

    private final Sleeper sleeper;

    public ClassicReset(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    @Override
    public void intoLoader(SerialLink link, int attempt) {
        link.setLines(false, true);
        hold(link, RESET_HOLD);
        link.setLines(true, false);
        hold(link, attempt % 2 == 0 ? BOOT_HOLD : BOOT_HOLD_SLOW_BOARD);
        link.setLines(false, false);
    }

    @Override
    public void run(SerialLink link) {
        link.setLines(false, true);
        hold(link, RESET_HOLD);
        link.setLines(false, false);
    }

    private void hold(SerialLink link, Duration span) {
        try {
            sleeper.sleep(span);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(
                    FaultCode.PORT_CLOSED, link.address(), "interrupted while the board was held in reset", e);
        }
    }

    @Override
    public boolean automatic() {
        return true;
    }
}
