package org.twomes.station.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What each unit alone is given: either rows of a table, or a serial number.
 *
 * @param table rows of a table
 * @param serial a serial number
 */
public record UnitDataSection(Optional<Table> table, Optional<Serial> serial) {
    /**
     * A row for each unit, in the two files of Espressif's mass manufacturing.
     *
     * @param format namespaces and keys: lines {@code key,type,encoding[,REPEAT]}
     * @param values a header with the keys, and a row for each unit
     * @param secret columns that are never shown or stored; those whose names say so (password, key, token ...) need not be named
     */
    public record Table(Path format, Path values, List<String> secret) {}

    /**
     * A serial number for each unit, written as a string.
     *
     * @param pattern the text with {@code {n}} for the number, or {@code {n:06}} for six digits
     * @param first the first number, from 0
     * @param namespace where it is written
     * @param key under which it is written
     */
    public record Serial(String pattern, int first, String namespace, String key) {}
}
