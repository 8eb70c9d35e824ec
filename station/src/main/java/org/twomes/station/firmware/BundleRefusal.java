package org.twomes.station.firmware;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.OutsideText;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Makes the faults of bundles: what is wrong, in which file and where in it. File names and what a server says are cleaned. */
public final class BundleRefusal {
    private static final int LONGEST = 4000;
    private static final String OFFSET = "offset";

    private BundleRefusal() {}

    /** A fault of {@code file}: the bundle, or one inside it. */
    public static FaultException of(FaultCode code, String file, String detail) {
        return of(code, file, detail, Map.of(), null);
    }

    /** As above, with its cause. */
    public static FaultException of(FaultCode code, String file, String detail, @Nullable Throwable cause) {
        return of(code, file, detail, Map.of(), cause);
    }

    /** As above, with the facts that the code's texts need. */
    static FaultException of(FaultCode code, String file, String detail, Map<String, String> facts) {
        return of(code, file, detail, facts, null);
    }

    /** A fault at {@code offset}, in bytes, of {@code file}. */
    public static FaultException at(FaultCode code, String file, long offset, String detail) {
        return of(code, file, detail, Map.of(OFFSET, Long.toString(offset)), null);
    }

    private static FaultException of(
            FaultCode code, String file, String detail, Map<String, String> more, @Nullable Throwable cause) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put(FaultException.PLACE, OutsideText.line(file, LONGEST));
        String place = more.containsKey(OFFSET) ? "%s at 0x%x".formatted(file, Long.parseLong(more.get(OFFSET))) : file;
        return new FaultException(code, OutsideText.lines(place + ": " + detail, LONGEST), facts, cause);
    }
}
