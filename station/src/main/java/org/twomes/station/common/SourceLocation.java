package org.twomes.station.common;

import java.nio.file.Path;

/**
 * Where a value is written.
 *
 * @param file what people call the source
 * @param folder where relative paths of this source start
 * @param line from 1, or 0 for none
 * @param column from 1, or 0 for none
 */
public record SourceLocation(String file, Path folder, int line, int column) {
    SourceLocation at(int newLine, int newColumn) {
        return new SourceLocation(file, folder, newLine, newColumn);
    }

    /** What is wrong here, with {@code key}. */
    public ConfigProblem problem(String key, String message) {
        return new ConfigProblem(file, line, column, key, message);
    }
}
