package org.twomes.station.pipeline;

/** What follows from an approval. */
public enum Approval {
    /** The board is done but for its registration, which is tried again. */
    REGISTERS,
    /** Its slot runs again. */
    RUNS,
    /** The board is not plugged, or is worked on: the approval counts when it is connected next. */
    WAITS
}
