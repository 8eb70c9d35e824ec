package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says that a call is refused, for the right reason, naming the file and the remedy. */
public final class BundleFaults {
    private BundleFaults() {}

    public static BundleException refused(BundleFault fault, String file, ThrowingCallable call) {
        BundleException refusal = catchThrowableOfType(BundleException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault);
        assertThat(refusal.file()).endsWith(file);
        assertThat(refusal.remedy()).isNotBlank();
        assertThat(refusal.getMessage()).contains(file, refusal.remedy());
        return refusal;
    }
}
