package org.twomes.station.config;

import java.time.Duration;
import java.util.List;

/**
 * What the daemon writes about its work.
 *
 * @param format how a line looks
 * @param level lowest level written
 * @param levels levels of single parts, each {@code LOGGER=LEVEL}
 * @param fileMb a log file is closed and compressed at this size, in MB
 * @param keep how long closed ones are kept, in whole days
 * @param totalMb size of all log files together at which the oldest go, in MB; 0 writes none
 * @param unitFiles files about failed runs that are kept; 0 for none
 */
public record LogSection(
        Format format, Level level, List<String> levels, int fileMb, Duration keep, int totalMb, int unitFiles) {

    /** How a line looks. */
    public enum Format {
        /** Time, level, slot, unit, part and message. */
        TEXT,
        /** A JSON object. */
        JSON
    }

    /** How much is written; each level writes those before it, too. */
    public enum Level {
        /** What somebody has to fix. */
        ERROR,
        /** What went wrong and is handled, such as a failed board. */
        WARN,
        /** What happens. */
        INFO,
        /** How it happens. */
        DEBUG,
        /** Everything. */
        TRACE
    }
}
