package org.twomes.station.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of the flash are known to hold what they should, by the device's own MD5. Whatever changes the flash afterwards
 * takes every proof away, so that what is proven at the end is proven of the final state.
 */
final class Proof {
    private final Map<Integer, byte[]> seen = new HashMap<>();

    /** The device's MD5 of the part that begins at {@code offset}. */
    void measured(int offset, byte[] md5) {
        seen.put(offset, md5.clone());
    }

    /** The flash was changed. */
    void changed() {
        seen.clear();
    }

    /** Whether the part at {@code offset} was measured since the last change and is as expected. */
    boolean holds(int offset, byte[] expected) {
        return Optional.ofNullable(seen.get(offset))
                .map(md5 -> Arrays.equals(md5, expected))
                .orElse(false);
    }
}
