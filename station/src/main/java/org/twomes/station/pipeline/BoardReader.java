package org.twomes.station.pipeline;

import java.io.IOException;
import org.twomes.station.port.DetectedPort;

/** Looks at the board on a port that is held for it. */
@FunctionalInterface
public interface BoardReader<T> {
    /** What it finds. */
    T read(DetectedPort port) throws IOException;
}
