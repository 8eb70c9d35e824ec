package org.twomes.station.dashboard;

import java.util.Optional;
import java.util.stream.Stream;

/** An action as it comes; each takes one of these or none. */
record Order(
        Optional<String> slot,
        Optional<String> mac,
        Optional<String> sheet,
        Optional<String> bundle,
        Optional<Long> unit,
        Optional<Integer> position,
        Optional<String> logger,
        Optional<String> level) {
    /** Longer is no name of anything: the longest are file names. */
    static final int LONGEST_FIELD = 255;

    /** Whether every text may be a name. */
    boolean bounded() {
        return Stream.of(slot, mac, sheet, bundle, logger, level)
                .flatMap(Optional::stream)
                .allMatch(text -> text.length() <= LONGEST_FIELD);
    }
}
