package org.twomes.station.port;

import java.util.List;

/** Watches which of the station's ports are there. */
public interface PortWatch extends AutoCloseable {
    /** Begins watching; ports that are there already appear at once. */
    void start(PortListener listener);

    /** Looks again at everything now, for events the kernel did not give. */
    void rescan();

    /** The ports present now. */
    List<PortSighting> present();

    /** Stops; no call of the listener comes after this returns. */
    @Override
    void close();
}
