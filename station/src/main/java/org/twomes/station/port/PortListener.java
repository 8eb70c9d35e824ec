package org.twomes.station.port;

/** Hears of ports that come and go; called on the watcher's thread, so it must not block. */
public interface PortListener {
    /** A port of the station's appeared and can be opened. */
    void appeared(DetectedPort port);

    /** The port went away. */
    void vanished(DetectedPort port);

    /** A node appeared that would be the station's, but cannot be opened; {@code fault} says why, after the deadline. */
    void unusable(DetectedPort port, LinkException fault);
}
