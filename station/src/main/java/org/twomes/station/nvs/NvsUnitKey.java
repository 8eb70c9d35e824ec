package org.twomes.station.nvs;

/**
 * A key of Espressif's mass manufacturing configuration.
 *
 * @param namespace that it stands in
 * @param key its name
 * @param encoding one that {@link NvsEncoding} knows
 * @param file whether the cell is the path of a file with the value
 * @param repeat whether an empty cell takes the value of the row above
 */
record NvsUnitKey(String namespace, String key, String encoding, boolean file, boolean repeat) {}
