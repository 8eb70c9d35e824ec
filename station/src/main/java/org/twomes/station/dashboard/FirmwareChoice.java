package org.twomes.station.dashboard;

import java.util.List;

/** Which bundle the next boards get. */
public interface FirmwareChoice {
    /** Name of the bundle that the next board gets; empty when none is chosen. */
    String current();

    /** Names in the catalogue. */
    List<String> available();

    /** Checks the bundle and, if it is sound, gives it to the next boards; a running board keeps its own. */
    Outcome choose(String name);
}
