package org.twomes.station.pipeline;

import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** A stage ended early; carries what the slot and the ledger will say. */
final class StageFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;
    private final String mend;

    StageFailure(FailureCode code, String detail) {
        this(code, detail, code.mend());
    }

    /** With another mend than the code's own. */
    StageFailure(FailureCode code, String detail, String mend) {
        super(detail);
        this.code = code;
        this.mend = mend;
    }

    StageFailure(FailureCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.mend = code.mend();
    }

    FailureCode code() {
        return code;
    }

    /** As the slot shows it, on the way to {@code stage}. */
    SlotView.Trouble trouble(UnitState stage) {
        return new SlotView.Trouble(
                code.name(), code.sentence(), mend, at(stage).detail());
    }

    /** The record of this failure on the way to {@code stage}. */
    Failure at(UnitState stage) {
        String detail = getMessage() == null ? code.sentence() : getMessage();
        return new Failure(stage, code.name(), detail, code.remedy() == FailureCode.RetryPolicy.RUN_AGAIN);
    }
}
