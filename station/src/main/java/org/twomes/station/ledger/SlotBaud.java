package org.twomes.station.ledger;

/**
 * What is known of a slot's line.
 *
 * @param baud rate in baud at which its next board begins
 * @param clean boards in a row that were proven at it, 0 or more
 */
public record SlotBaud(int baud, int clean) {}
