package org.twomes.station.bench;

/**
 * A stage beside its floor.
 *
 * @param boards prepared at once
 * @param baud their rate
 * @param stage {@code whole}, or a stage's name
 * @param seconds median over the runs
 * @param floorSeconds least possible
 * @param ratio the first over the second
 */
record MinimumRow(int boards, int baud, String stage, double seconds, double floorSeconds, double ratio) {}
