package org.twomes.station.ledger;

/** Whether a label says what its board is. A board that is prepared again makes the labels of its earlier preparations invalid. */
public enum LabelState {
    /** The one label of its board. */
    VALID,
    /** The board was prepared again while the sheet was open: the position stays blank. */
    VOID,
    /** The board was prepared again after the sheet was closed: the label may be on paper and has to be thrown away. */
    DEAD
}
