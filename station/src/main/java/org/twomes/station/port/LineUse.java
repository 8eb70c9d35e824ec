package org.twomes.station.port;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which network lines are open, and which were cut by the other side. A server takes one client at a time, so a line in use
 * must not be probed; and a cut line means that the board may have been changed, even if the server is back at once.
 */
public final class LineUse {
    private final Map<String, Integer> open = new HashMap<>();
    private final Set<String> cut = new HashSet<>();

    /** None is open. */
    public LineUse() {}

    synchronized void opened(String address) {
        open.merge(address, 1, Integer::sum);
        cut.remove(address);
    }

    synchronized void closed(String address, boolean byOtherSide) {
        open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        if (byOtherSide) {
            cut.add(address);
        }
    }

    synchronized boolean inUse(String address) {
        return open.containsKey(address);
    }

    /** Whether the line was cut since the last call. */
    synchronized boolean takeCut(String address) {
        return cut.remove(address);
    }
}
