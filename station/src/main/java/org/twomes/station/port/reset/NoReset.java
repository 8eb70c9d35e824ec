package org.twomes.station.port.reset;

import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** No reset: something outside the station puts the board into its loader and restarts it. */
public final class NoReset implements Reset {
    @Override
    public void intoLoader(SerialLink link, int attempt) {}

    @Override
    public void run(SerialLink link) {}

    @Override
    public boolean automatic() {
        return false;
    }
}
