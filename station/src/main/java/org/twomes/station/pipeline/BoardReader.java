package org.twomes.station.pipeline;

import java.io.IOException;
import org.twomes.station.port.PortSighting;

/** Looks at the board on a port that is held for it. */
@FunctionalInterface
public interface BoardReader<T> {
    /** What it finds. */
    T read(PortSighting port) throws IOException;
}
