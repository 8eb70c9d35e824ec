package org.twomes.station.bench;

/**
 * The station beside a peer: ours over the peer's, medians of turns.
 *
 * @param boards at once
 * @param wallRatio time until the last board is done
 * @param cpuRatio CPU seconds a board
 * @param memoryRatio most memory a board
 */
record PeerRow(int boards, double wallRatio, double cpuRatio, double memoryRatio) {}
