package org.twomes.station.pipeline.run;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.pipeline.slot.BoardPool;
import org.twomes.station.pipeline.slot.PoolPermit;

/** Makes the runs of a line: each is for one board, and all share what is here. */
public final class BoardRuns {
    private final LiveConfig live;
    private final Supplier<Optional<Bundle>> bundle;
    private final BoardLinks links;
    private final Stages stages;
    private final RunRecorder recorder;
    private final ScheduledExecutorService timer;

    /**
     * Runs of a line.
     *
     * @param live the configuration in force
     * @param bundle the firmware for the next board; a running board keeps its own
     * @param links opens ports
     * @param stages what each board passes
     * @param recorder records attempts
     * @param timer deadlines
     */
    public BoardRuns(
            LiveConfig live,
            Supplier<Optional<Bundle>> bundle,
            BoardLinks links,
            Stages stages,
            RunRecorder recorder,
            ScheduledExecutorService timer) {
        this.live = live;
        this.bundle = bundle;
        this.links = links;
        this.stages = stages;
        this.recorder = recorder;
        this.timer = timer;
    }

    /**
     * A run, which works once {@code pool} starts it.
     *
     * @param stuck called when it was cut off and its thread does not come back from the driver
     */
    public BoardRun of(RunRequest request, BoardPool pool, Consumer<BoardRun> stuck) {
        return new BoardRun(live, bundle, links, stages, recorder, request, run -> {
            RunCancellation cancellation = new RunCancellation(timer, () -> stuck.accept(run));
            return new RunControl(request.slot(), cancellation, new PoolPermit(pool, run, cancellation));
        });
    }

    /** Writes the failures that the ledger did not take when they happened. */
    public void catchUp() {
        recorder.catchUp();
    }
}
