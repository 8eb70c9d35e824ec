package org.twomes.station.pipeline.run;

import java.util.Optional;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.LineAssembly;
import org.twomes.station.pipeline.slot.SlotState;
import org.twomes.station.unitdata.UnitDataStock;

/** The stages that every board passes, in their order; made once, as none of them keeps anything of a board. */
public final class Stages {
    private final ConnectStage connect;
    private final ProgramStage program;
    private final VerifyStage verify;
    private final IdentifyStage identify;
    private final FinishStage finish;
    private final FinishedBoard finished;

    /**
     * The stages of a line.
     *
     * @param live the configuration in force
     * @param ledger where a unit's preparation is recorded
     * @param finishing how units end
     * @param tokens makes the tokens that the station gives
     * @param data what each unit alone is given, if anything
     */
    public Stages(
            LiveConfig live,
            Ledger ledger,
            LineAssembly.Finishing finishing,
            TokenMint tokens,
            Optional<UnitDataStock> data) {
        this.connect = new ConnectStage(live, ledger.units());
        this.program = new ProgramStage(live, new WriteRequests(), new OwnContent(live, tokens, data));
        this.verify = new VerifyStage(live);
        this.identify = new IdentifyStage(live);
        this.finish = new FinishStage(live, finishing);
        this.finished = new FinishedBoard(ledger, finishing.labels(), finishing.outcomes());
    }

    /** Who the board is, and whether it may be prepared. */
    Connected connect(Attempt attempt, Admission admission) throws Admission.Finished {
        return connect.run(attempt, admission);
    }

    /** Prepares a board that may be prepared, to its label. */
    void prepare(Attempt attempt, Connected board) {
        OwnContent.UnitPlan plan = program.run(attempt, board);
        verify.run(attempt, board, plan.flash());
        DeviceIdentity identity = identify.run(attempt, board, plan);
        finish.run(attempt, identity);
    }

    /** Shows a board that was finished before; nothing is done to it. */
    void leaveAsItIs(Admission.Finished board, AttemptJournal attempt, SlotState.RunHandle slot) {
        finished.show(board, attempt, slot);
    }
}
