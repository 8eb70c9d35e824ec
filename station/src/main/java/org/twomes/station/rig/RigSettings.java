package org.twomes.station.rig;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.twomes.station.rig.board.Timing;

/**
 * A virtual rig.
 *
 * @param folder where {@code dev}, {@code sys}, {@code modem} and {@code control.sock} are made
 * @param slots places on its hub, from 1
 * @param speed how long boards take
 * @param seed of everything that is left to chance
 * @param rfc2217 TCP port of the first slot, the next one's is one higher and so on; 0 lets each slot have any free one; empty
 *     for ptys only
 */
public record RigSettings(Path folder, int slots, Speed speed, long seed, OptionalInt rfc2217) {
    /** A rig on ptys only. */
    public RigSettings(Path folder, int slots, Speed speed, long seed) {
        this(folder, slots, speed, seed, OptionalInt.empty());
    }

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
