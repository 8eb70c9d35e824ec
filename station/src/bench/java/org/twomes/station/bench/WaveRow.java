package org.twomes.station.bench;

/**
 * Boards that were all plugged in the same moment.
 *
 * @param boards how many
 * @param seconds from the first one's plugging to the last one's end
 * @param efficiency boards a second, over as many times those of one slot alone
 */
record WaveRow(int boards, double seconds, double efficiency) {}
