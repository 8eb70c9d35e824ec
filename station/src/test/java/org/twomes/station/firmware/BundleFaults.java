package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;

/** Says that a call is refused, for the right reason, naming the file and the remedy. */
public final class BundleFaults {
    private BundleFaults() {}

    public static FaultException refused(FaultCode fault, String file, ThrowingCallable call) {
        FaultException refusal = catchThrowableOfType(FaultException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(fault);
        assertThat(refusal.facts().get("place")).endsWith(file);
        String remedy = refusal.remedy(Messages.english());
        assertThat(remedy).isNotBlank().doesNotContain("{", "}");
        assertThat(refusal.advised()).contains(file, remedy);
        return refusal;
    }
}
