package org.twomes.station.port;

import org.twomes.station.fault.FaultException;

/** Receives the ports that appear and vanish. Called on the watch's thread, so it must not block. */
public interface PortListener {
    /** One of the station's ports appeared and can be opened. */
    void appeared(DetectedPort port);

    /** The port went away. */
    void vanished(DetectedPort port);

    /** One of the station's ports appeared but cannot be opened within the deadline, because of {@code fault}. */
    void unusable(DetectedPort port, FaultException fault);
}
