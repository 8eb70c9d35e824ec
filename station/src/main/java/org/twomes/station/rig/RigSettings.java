package org.twomes.station.rig;

import java.nio.file.Path;

/**
 * A virtual rig.
 *
 * @param folder where {@code dev}, {@code sys} and {@code control.sock} are made
 * @param slots places on its hub, from 1
 * @param speed how long boards take
 * @param seed of everything that is left to chance
 */
public record RigSettings(Path folder, int slots, Speed speed, long seed) {
    /** How long boards take. */
    public enum Speed {
        /** No waits at all. */
        FAST,
        /** Wire and flash take the time of typical parts. */
        REALTIME,
        /** Wire and flash take the data sheets' maxima. */
        SLOW
    }

    Timing timing() {
        return switch (speed) {
            case FAST -> Timing.fast();
            case REALTIME -> Timing.realtime();
            case SLOW -> Timing.slow();
        };
    }
}
