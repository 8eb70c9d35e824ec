package org.twomes.station.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
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
 * @param clockWatch whether that was set back
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
        ClockWatch clockWatch) {

    /** The configuration in force. */
    StationConfig config() {
        return live.now();
    }

    /** Counts a unit (row) that passed all its stages, in its first attempt or a later one. */
    void finished(long unit) {
        metrics.unit("done");
        metrics.passed(clock.instant(), ledger.units().attempts(unit).size() == 1);
    }

    /** What is wrong with the station though the board is fine. */
    Optional<SlotView.Trouble> hindrance() {
        Optional<String> clock = clockWatch.trouble();
        return clock.isPresent()
                ? clock.map(what -> SlotView.Trouble.of(FailureCode.CLOCK_SET_BACK, what))
                : labels.trouble().map(what -> SlotView.Trouble.of(FailureCode.SHEETS_BLOCKED, what));
    }

    /** What the slot shows of a unit (row) that the back office refused. */
    SlotView.Trouble refusal(long unit, Registrar.Result.Refused refused) {
        if (refused.code() != FailureCode.NAME_TAKEN) {
            return SlotView.Trouble.of(refused.code(), refused.detail());
        }
        String name = ledger.units().unit(unit).flatMap(UnitRecord::name).orElse("");
        return ExistingDevice.trouble(config().backOffice(), name, refused.detail());
    }
}
