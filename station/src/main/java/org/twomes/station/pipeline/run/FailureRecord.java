package org.twomes.station.pipeline.run;

import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.RetryPolicy;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.UnitState;

/** Makes what the ledger keeps of a fault. */
public final class FailureRecord {
    private FailureRecord() {}

    /** The record of {@code fault} on the way to {@code stage}. */
    public static Failure of(UnitState stage, FaultException fault) {
        return new Failure(
                stage,
                fault.code().shown().name(),
                fault.getMessage(),
                fault.code().retryPolicy() == RetryPolicy.RUN_AGAIN);
    }
}
