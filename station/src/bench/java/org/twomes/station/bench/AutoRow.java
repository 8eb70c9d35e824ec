package org.twomes.station.bench;

/**
 * One board of a slot that finds its own rate.
 *
 * @param limit rate in baud up to which the slot's line is clean; 0 for any
 * @param board from 1
 * @param baud rate at which it was prepared
 * @param connectSeconds from detected to connected, tries of higher rates included
 * @param wholeSeconds from plugged to labelled
 */
record AutoRow(int limit, int board, int baud, double connectSeconds, double wholeSeconds) {}
