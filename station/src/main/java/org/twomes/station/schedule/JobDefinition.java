package org.twomes.station.schedule;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A job that the station wants run.
 *
 * @param name tells it from the others of its schedule; a fleet's database stores it, so all stations must use the same one
 * @param timing when it is due
 * @param scope where it runs
 * @param work what it does, given the name of the station that asked for it; what it throws is logged, and it runs again when it
 *     is next due
 */
public record JobDefinition(String name, Timing timing, Scope scope, Consumer<String> work) {

    /** When a job is due. */
    public sealed interface Timing permits Every, Cron {}

    /**
     * At the start, and again and again.
     *
     * @param period from one start to the next, above zero
     */
    public record Every(Duration period) implements Timing {}

    /**
     * At the times of a Quartz cron expression, by the clock of the station's time zone. What is due in an hour that clocks jump
     * over is done at its end.
     *
     * @param expression seconds minutes hours day month weekday, with an optional year; empty: never
     */
    public record Cron(String expression) implements Timing {}

    /** Where a job runs. */
    public enum Scope {
        /** In this process. */
        STATION,
        /** At one of the stations that share a database, at a time; in this process where none is shared. */
        FLEET
    }

    /** A job of this process. */
    public static JobDefinition ofStation(String name, Timing timing, Runnable work) {
        return new JobDefinition(name, timing, Scope.STATION, asker -> work.run());
    }

    /** A job of which a fleet has one, done by any of its stations; {@code work} is given the name of the one that asked. */
    public static JobDefinition ofFleet(String name, Timing timing, Consumer<String> work) {
        return new JobDefinition(name, timing, Scope.FLEET, work);
    }
}
