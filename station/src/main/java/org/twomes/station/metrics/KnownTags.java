package org.twomes.station.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All values that a tag may have, known at the start, so that each series is there with 0 before its first event: an alert on
 * {@code rate()} then sees the first failure too. A value that is not listed counts as {@link #OTHER}; so no tag grows without
 * bound, and neither a MAC address nor a unit's name can become one.
 *
 * @param version the program's version, for {@code build_info}
 * @param data folder on whose disk the station writes
 * @param unitResults how a unit can end, e.g. {@code labelled}
 * @param stages stages of a unit
 * @param reasons failure codes by the stage in which they occur
 * @param slotStates states of a slot
 * @param registrationResults answers of the back office, as classes
 * @param refusals failure codes of registrations that it refuses
 */
public record KnownTags(
        String version,
        Path data,
        List<String> unitResults,
        List<String> stages,
        Map<String, List<String>> reasons,
        List<String> slotStates,
        List<String> registrationResults,
        List<String> refusals) {

    /** Stands for every value that is not listed. */
    public static final String OTHER = "other";
}
