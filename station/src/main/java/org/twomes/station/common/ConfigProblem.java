package org.twomes.station.common;

/**
 * One thing that is wrong with the configuration.
 *
 * @param file name of the file, or where else the value came from
 * @param line line in the file from 1; 0 where the complaint has no line, such as a file that cannot be read
 * @param column column in that line from 1; 0 without a line
 * @param key dotted key, list entries by their index from 0, e.g. {@code ports.slots[2].baud}; empty for the whole file
 * @param message what is wrong and what would be right
 */
public record ConfigProblem(String file, int line, int column, String key, String message) {
    /** One line in the form compilers use, which editors can jump to. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return key.isEmpty() ? place + ": " + message : place + ": " + key + ": " + message;
    }
}
