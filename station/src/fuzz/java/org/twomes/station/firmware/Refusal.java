package org.twomes.station.firmware;

/** The one way in which a reader of this package may refuse: a {@link BundleException} with a remedy. */
final class Refusal {
    private Refusal() {}

    /** Goes through with any other exception. */
    static void orAnswer(Reading reading) {
        try {
            reading.run();
        } catch (BundleException e) {
            if (e.remedy().isBlank() || String.valueOf(e.getMessage()).isBlank()) {
                throw new IllegalStateException("a refusal without words", e);
            }
        }
    }

    interface Reading {
        void run() throws BundleException;
    }
}
