package org.twomes.station.nvs;

/**
 * A cell of a CSV.
 *
 * @param line from 1
 * @param column of its first character in the line, from 1
 * @param text its content, without quotes around it
 */
record NvsCell(int line, int column, String text) {}
