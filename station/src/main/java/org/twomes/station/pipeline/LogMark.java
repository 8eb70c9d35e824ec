package org.twomes.station.pipeline;

import java.util.function.Supplier;
import org.slf4j.MDC;

/** Marks what is logged while a piece of work is done with the unit that it is about. */
final class LogMark {
    private static final String UNIT = "unit";

    private LogMark() {}

    /** Does {@code work} for the unit of this name. */
    static <T> T unit(String name, Supplier<T> work) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable(UNIT, name)) {
            return work.get();
        }
    }
}
