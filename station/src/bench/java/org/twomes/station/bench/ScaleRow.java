package org.twomes.station.bench;

/**
 * A number of boards at once beside one.
 *
 * @param boards prepared at once
 * @param baud their rate
 * @param efficiency boards a second, over as many times those of one slot alone
 * @param cpuSecondsPerBoard the station's, user and system
 * @param residentMb the most memory that the station held
 * @param threads the most threads that the station had
 */
record ScaleRow(int boards, int baud, double efficiency, double cpuSecondsPerBoard, double residentMb, int threads) {}
