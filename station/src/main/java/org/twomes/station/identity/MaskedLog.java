package org.twomes.station.identity;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the lines of a log up to a number of characters: the first half as they came, then the newest. */
final class MaskedLog {
    private static final String DROPPED = "[%d lines left out]\n";

    private final int most;
    private final StringBuilder first = new StringBuilder();
    private final Deque<String> newest = new ArrayDeque<>();
    private int newestLength;
    private long dropped;

    MaskedLog(int most) {
        this.most = most;
    }

    void add(String line) {
        if (newest.isEmpty() && first.length() + line.length() < most / 2) {
            first.append(line).append('\n');
            return;
        }
        newest.add(line);
        newestLength += line.length() + 1;
        while (newestLength > most / 2 - DROPPED.length() - Long.SIZE) {
            newestLength -= newest.remove().length() + 1;
            dropped++;
        }
    }

    String text() {
        StringBuilder all = new StringBuilder(first);
        if (dropped > 0) {
            all.append(DROPPED.formatted(dropped));
        }
        newest.forEach(line -> all.append(line).append('\n'));
        return all.toString();
    }
}
