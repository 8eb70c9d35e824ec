package org.twomes.station.rig.board;

import java.util.Map;

/**
 * The registers of one chip.
 *
 * @param atReset what stands in them, by address; where nothing is told, 0
 * @param fuseBytes length of the eFuses' registers, which the loader cannot write
 * @param flash the controller to which the flash is wired
 * @param divider the UART's clock divider
 * @param rateFactor what the UART's rate really is of the one that the ROM means
 */
record ChipWords(Map<Integer, Integer> atReset, int fuseBytes, Flash flash, Divider divider, double rateFactor) {
    /** Its registers that a user command needs: run it, its byte, the first word of what it reads. */
    record Flash(int command, int user2, int data) {}

    /** A register that holds {@code clockHz} through the rate. */
    record Divider(int address, int clockHz) {}
}
