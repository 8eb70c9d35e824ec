package org.twomes.station.metrics;

import java.util.List;

/** Boards as the pages count them, each once; read at each scrape, from the ledger at most every few seconds. */
public interface BoardReadings {
    /** Stretches of time up to now, e.g. {@code shift}. */
    List<String> stretches();

    /** What may become of a board; of the boards of a stretch each has one of these. */
    List<String> results();

    /** Boards of a stretch with this result. */
    int boards(String stretch, String result);

    /** Good boards of a stretch of which no attempt failed. */
    int firstPass(String stretch);
}
