package org.twomes.station.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.port.LinkOpener;

/**
 * What a line works with.
 *
 * @param live the whole configuration; bundle, labels and slots may change while the line runs
 * @param opener opens ports
 * @param resets how boards are reset
 * @param bundle the firmware for the next board; a running board keeps its own
 * @param ledger the memory
 * @param registrar tells the back office
 * @param labels gives labels
 * @param metrics meters
 * @param timer deadlines
 * @param existence runs existence tests beside the loader's work
 * @param clock time
 * @param outcomes how boards end
 * @param tokens makes the tokens that the station gives
 */
public record LineParts(
        LiveConfig live,
        LinkOpener opener,
        ResetChooser resets,
        Supplier<Optional<Bundle>> bundle,
        Ledger ledger,
        Registrar registrar,
        LabelService labels,
        StationMetrics metrics,
        ScheduledExecutorService timer,
        Executor existence,
        Clock clock,
        UnitOutcomes outcomes,
        TokenMint tokens) {

    /** The configuration in force. */
    public StationConfig config() {
        return live.now();
    }
}
