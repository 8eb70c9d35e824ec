package org.twomes.station.pipeline;

import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** A stage ended early; carries what the slot and the ledger will say. */
final class StageFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final FaultCode code;
    private final String remedy;

    StageFailure(FaultCode code, String detail) {
        this(code, detail, code.remedy());
    }

    /** With another remedy than the code's own. */
    StageFailure(FaultCode code, String detail, String remedy) {
        super(detail);
        this.code = code;
        this.remedy = remedy;
    }

    StageFailure(FaultCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.remedy = code.remedy();
    }

    FaultCode code() {
        return code;
    }

    /** As the slot shows it, on the way to {@code stage}. */
    SlotView.Trouble trouble(UnitState stage) {
        return new SlotView.Trouble(
                code.name(), code.sentence(), remedy, at(stage).detail());
    }

    /** The record of this failure on the way to {@code stage}. */
    Failure at(UnitState stage) {
        String detail = getMessage() == null ? code.sentence() : getMessage();
        return new Failure(stage, code.name(), detail, code.retryPolicy() == RetryPolicy.RUN_AGAIN);
    }
}
