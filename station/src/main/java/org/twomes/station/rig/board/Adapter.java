package org.twomes.station.rig.board;

import java.util.function.IntSupplier;

/**
 * The USB serial adapter between a virtual board and the host.
 *
 * @param wire takes what the board sends
 * @param hostBaud the host's present rate in baud; 0 when it is not known
 */
public record Adapter(Uart.Wire wire, IntSupplier hostBaud) {}
