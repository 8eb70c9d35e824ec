package org.twomes.station.rig.board;

/** What the host does to the board at the other end of its line, in the order in which it does it. */
public interface HostSide {
    /** Bytes arrive. */
    void received(byte[] bytes);

    /** Both modem lines are set; true is asserted. */
    void lines(boolean dtr, boolean rts);
}
