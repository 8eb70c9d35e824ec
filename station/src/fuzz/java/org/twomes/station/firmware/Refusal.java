package org.twomes.station.firmware;

import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;

/** The one way in which a reader of this package may refuse: a {@link FaultException} with a remedy. */
final class Refusal {
    private Refusal() {}

    /** Goes through with any other exception. */
    static void orAnswer(Reading reading) {
        try {
            reading.run();
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.BUNDLE)
                    || e.remedy(Messages.english()).isBlank()
                    || String.valueOf(e.getMessage()).isBlank()) {
                throw new IllegalStateException("a refusal without words", e);
            }
        }
    }

    interface Reading {
        void run();
    }
}
