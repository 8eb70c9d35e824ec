package org.twomes.station.pipeline;

/**
 * A person's order to prepare the one board at a port, given on the command line: it does what it says, or says that nothing
 * was done.
 *
 * @param again whether a board that was prepared here is prepared anew, as if a supervisor had approved it
 * @param by who gave the order, for the audit log
 */
public record FlashOrder(boolean again, String by) {}
