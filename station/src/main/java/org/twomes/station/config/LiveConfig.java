package org.twomes.station.config;

import java.util.List;

/** The configuration in force. What a running station can take over of a changed file comes in while it runs. */
public final class LiveConfig {
    private volatile StationConfig now;

    /** Begins with what was loaded at the start. */
    public LiveConfig(StationConfig first) {
        now = first;
    }

    /** What is in force. */
    public StationConfig now() {
        return now;
    }

    /** What would be in force if {@code changed} were taken over: its changeable keys, and all others as they are. */
    public StationConfig with(StationConfig changed) {
        return Restart.takenOver(now, changed);
    }

    /**
     * Takes over what can be.
     *
     * @return the dotted keys that wait for a restart
     */
    public List<String> take(StationConfig changed) {
        now = with(changed);
        return Restart.needed(now, changed);
    }
}
