package org.twomes.station.pipeline;

/** What a slot's light shows. */
public enum SlotPhase {
    /** Nothing was plugged since the start. */
    EMPTY,
    /** A board waits for a free worker. */
    WAITING,
    /** A board is worked on. */
    RUNNING,
    /** The operator has to do something on the board (hold BOOT, tap RESET) for the run to go on. */
    OPERATOR,
    /** Done; may be pulled. Stays until the next board. */
    DONE,
    /** Done but for the back office: may be pulled, the label follows. */
    REMOVE_ME,
    /** Failed. Stays until the next board. */
    FAILED,
    /** A supervisor has to decide. */
    HELD,
    /** The port cannot be used. */
    UNUSABLE
}
