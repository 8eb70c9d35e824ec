package org.twomes.station.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.metrics.StationMetrics;
import org.twomes.station.pipeline.run.BoardLinks;
import org.twomes.station.pipeline.run.BoardRuns;
import org.twomes.station.pipeline.run.ExistenceTests;
import org.twomes.station.pipeline.run.RunRecorder;
import org.twomes.station.pipeline.run.Stages;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.unitdata.UnitDataStock;

/** Wires a line of what a station has; how a run is made of it stays inside this package. */
public final class LineAssembly {
    private final LiveConfig live;
    private final Ledger ledger;
    private final StationMetrics metrics;
    private final Clock clock;

    /** For lines of a station with this configuration, memory and meters. */
    public LineAssembly(LiveConfig live, Ledger ledger, StationMetrics metrics, Clock clock) {
        this.live = live;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * How boards are reached.
     *
     * @param opener opens ports
     * @param resets how boards are reset
     */
    public record Ports(LinkOpener opener, ResetChooser resets) {}

    /**
     * What boards are given.
     *
     * @param bundle the firmware for the next board; a running board keeps its own
     * @param tokens makes the tokens that the station gives
     * @param data what each unit alone is given, if anything
     */
    public record Contents(Supplier<Optional<Bundle>> bundle, TokenMint tokens, Optional<UnitDataStock> data) {}

    /**
     * How boards end.
     *
     * @param registrar tells the back office
     * @param labels gives labels
     * @param outcomes hears of it
     */
    public record Finishing(Registrar registrar, LabelService labels, UnitOutcomes outcomes) {}

    /**
     * Threads beside those of the boards; whoever made them ends them.
     *
     * @param timer deadlines
     * @param existence runs existence tests beside the loader's work
     */
    public record Threads(ScheduledExecutorService timer, Executor existence) {}

    /** A line; with an {@code order} it is for the one board that the order is for. */
    public Line line(Ports ports, Contents contents, Finishing finishing, Threads threads, Optional<FlashOrder> order) {
        UnitOutcomes outcomes = finishing.outcomes();
        BoardRuns runs = new BoardRuns(
                live,
                contents.bundle(),
                new BoardLinks(live, ports.opener(), ports.resets(), ledger.units()),
                new Stages(live, ledger, finishing, contents.tokens(), contents.data()),
                new RunRecorder(ledger, metrics, outcomes, clock),
                threads.timer());
        ExistenceTests tests = new ExistenceTests(live, finishing.registrar(), threads.existence());
        return new Line(live, ledger, outcomes, clock, runs, tests, order);
    }
}
