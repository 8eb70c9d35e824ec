package org.twomes.station.pipeline.run;

import java.time.Duration;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;
import org.twomes.station.port.SerialLink;

/** Opens the ports of boards, and chooses how each is reset and at which rate it is talked to. */
public final class BoardLinks {
    /** How long an attempt waits for a port that an earlier one of this run still holds in the driver, at most. */
    private static final Duration LET_GO = Duration.ofSeconds(5);

    private static final Duration BETWEEN_OPENINGS = Duration.ofMillis(250);

    private final LiveConfig live;
    private final LinkOpener opener;
    private final ResetChooser resets;
    private final UnitLedger units;

    /** Opens with {@code opener}; {@code resets} chooses by the configuration in force; {@code units} knows the rates of slots. */
    public BoardLinks(LiveConfig live, LinkOpener opener, ResetChooser resets, UnitLedger units) {
        this.live = live;
        this.opener = opener;
        this.resets = resets;
        this.units = units;
    }

    /** The rate of the slot that {@code port} belongs to. */
    SlotRate rate(DetectedPort port) {
        return new SlotRate(live, units, port);
    }

    /** The reset for {@code port}; {@code prompt} shows the operator what to do by hand. */
    Reset reset(DetectedPort port, ResetPrompt prompt) {
        return resets.choose(live.now(), port, prompt);
    }

    /**
     * Opens {@code port} at the ROM's rate.
     *
     * @throws FaultException when the port cannot be opened
     */
    SerialLink open(DetectedPort port) {
        return opener.open(port.address(), LoaderProtocol.ROM_BAUD);
    }

    /**
     * Opens {@code port}, which an earlier run that is stuck in the driver may still hold: it is free once that one comes back.
     *
     * @param cancellation ends the wait
     * @throws FaultException PORT_STUCK when the driver does not let go of it; otherwise why the port cannot be opened
     */
    SerialLink openAgain(DetectedPort port, RunCancellation cancellation) {
        Duration half = live.now().pipeline().connect().dividedBy(2);
        long end = System.nanoTime() + (half.compareTo(LET_GO) < 0 ? half : LET_GO).toNanos();
        while (true) {
            try {
                return open(port);
            } catch (FaultException e) {
                if (e.code() != FaultCode.PORT_BUSY) {
                    throw e;
                }
                if (System.nanoTime() >= end || cancellation.awaitCut(BETWEEN_OPENINGS)) {
                    throw new FaultException(
                            FaultCode.PORT_STUCK,
                            port.address(),
                            "the driver has not let go of it since the last attempt",
                            e);
                }
            }
        }
    }
}
