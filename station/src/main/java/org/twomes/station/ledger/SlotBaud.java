package org.twomes.station.ledger;

/**
 * What is known of a slot's line.
 *
 * @param baud rate in baud at which its next board begins
 * @param clean boards in a row that were proven at it, 0 or more
 * @param proven rate in baud at which a board was proven last; 0 when none was
 * @param refused rate in baud that the line did not carry last; 0 when it carried all
 */
public record SlotBaud(int baud, int clean, int proven, int refused) {
    /** What is known of a line that carries {@code baud}. */
    public static SlotBaud carrying(int baud, int clean) {
        return new SlotBaud(baud, clean, baud, 0);
    }
}
