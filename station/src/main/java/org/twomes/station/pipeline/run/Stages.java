package org.twomes.station.pipeline.run;

import org.twomes.station.config.LiveConfig;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.LabelService;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.UnitOutcomes;
import org.twomes.station.pipeline.slot.SlotState;

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
     * @param registrar tells the back office
     * @param labels gives labels
     * @param outcomes hears how units end
     * @param tokens makes the tokens that the station gives
     */
    public Stages(
            LiveConfig live,
            Ledger ledger,
            Registrar registrar,
            LabelService labels,
            UnitOutcomes outcomes,
            TokenMint tokens) {
        this.connect = new ConnectStage(live, ledger.units());
        this.program = new ProgramStage(live, new WriteRequests(), new StationIdentity(live, tokens));
        this.verify = new VerifyStage(live);
        this.identify = new IdentifyStage(live);
        this.finish = new FinishStage(live, registrar, labels, outcomes);
        this.finished = new FinishedBoard(ledger, labels, outcomes);
    }

    /** Who the board is, and whether it may be prepared. */
    Connected connect(Attempt attempt, Admission admission) throws Admission.Finished {
        return connect.run(attempt, admission);
    }

    /** Prepares a board that may be prepared, to its label. */
    void prepare(Attempt attempt, Connected board) {
        StationIdentity.UnitPlan plan = program.run(attempt, board);
        verify.run(attempt, board, plan.flash());
        DeviceIdentity identity = identify.run(attempt, board, plan.token());
        finish.run(attempt, identity);
    }

    /** Shows a board that was finished before; nothing is done to it. */
    void leaveAsItIs(Admission.Finished board, AttemptJournal attempt, SlotState.RunHandle slot) {
        finished.show(board, attempt, slot);
    }
}
