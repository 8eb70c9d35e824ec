package org.twomes.station.pipeline;

import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** A stage ended early; carries what the slot and the ledger will say. */
final class StageFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;

    StageFailure(FailureCode code, String detail) {
        super(detail);
        this.code = code;
    }

    StageFailure(FailureCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    FailureCode code() {
        return code;
    }

    /** The record of this failure on the way to {@code stage}. */
    Failure at(UnitState stage) {
        String detail = getMessage() == null ? code.sentence() : getMessage();
        return new Failure(stage, code.name(), detail, code.remedy() == FailureCode.Remedy.RUN_AGAIN);
    }
}
