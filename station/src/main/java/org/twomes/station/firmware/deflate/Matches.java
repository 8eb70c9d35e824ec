package org.twomes.station.firmware.deflate;

import java.util.Arrays;

/**
 * All useful earlier copies of each place of a content, by hash chains over three bytes: for growing lengths, the nearest distance that gives
 * them. Limits of RFC 1951: lengths 3 to 258, distances to 32768.
 */
final class Matches {
    static final int SHORTEST = 3;
    static final int LONGEST = 258;
    static final int WINDOW = 32768;

    private static final int HASH_BITS = 16;
    /** Steps along a chain; more finds next to nothing in firmware. */
    private static final int MOST_STEPS = 1024;

    private final byte[] content;
    private final int[] head = new int[1 << HASH_BITS];
    private final int[] previous;
    /** First candidate of each place; those of place i end where those of i + 1 start. */
    private final int[] starts;
    /** Length in the upper, distance minus one in the lower 16 bits. */
    private int[] candidates = new int[1 << 16];

    private int count;

    Matches(byte[] content) {
        this.content = content;
        this.previous = new int[content.length];
        this.starts = new int[content.length + 1];
        Arrays.fill(head, -1);
        for (int at = 0; at < content.length; at++) {
            starts[at] = count;
            if (at + SHORTEST <= content.length) {
                search(at);
            }
        }
        starts[content.length] = count;
    }

    int first(int at) {
        return starts[at];
    }

    int end(int at) {
        return starts[at + 1];
    }

    int length(int candidate) {
        return candidates[candidate] >>> 16;
    }

    int distance(int candidate) {
        return (candidates[candidate] & 0xFFFF) + 1;
    }

    private void search(int at) {
        int hash = ((content[at] & 0xFF) << 16 | (content[at + 1] & 0xFF) << 8 | (content[at + 2] & 0xFF)) * 0x9E3779B1
                >>> (Integer.SIZE - HASH_BITS);
        int most = Math.min(LONGEST, content.length - at);
        int best = SHORTEST - 1;
        int earlier = head[hash];
        for (int step = 0; earlier >= 0 && at - earlier <= WINDOW && step < MOST_STEPS && best < most; step++) {
            if (content[earlier + best] == content[at + best]) {
                int length = Arrays.mismatch(content, earlier, earlier + most, content, at, at + most);
                length = length < 0 ? most : length;
                if (length > best) {
                    best = length;
                    add(length, at - earlier);
                }
            }
            earlier = previous[earlier];
        }
        previous[at] = head[hash];
        head[hash] = at;
    }

    private void add(int length, int distance) {
        if (count == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * count);
        }
        candidates[count++] = length << 16 | (distance - 1);
    }
}
