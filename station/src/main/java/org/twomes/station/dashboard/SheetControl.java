package org.twomes.station.dashboard;

import java.util.Optional;

/** What can be done with sheets of labels. Each call ends within seconds. */
public interface SheetControl {
    /** Closes the open sheet, if it holds a label, and makes its PDF. */
    Outcome flush();

    /** Marks a free place of the open sheet void, the next one when empty: the paper there is damaged or was used. */
    Outcome voidPlace(Optional<Integer> place, String by);

    /** Begins a part-used sheet at {@code firstPosition}, 1 or more; the open one is flushed first. */
    Outcome start(int firstPosition, String by);

    /** Makes or prints a released sheet again, marked and counted. */
    Outcome reprintSheet(String number, String by);

    /** Makes or prints one unit's label again, marked and counted. */
    Outcome reprintLabel(long unit, String by);

    /** A picture (PNG) of the sheet as it would be printed now, its codes made unreadable; empty when there is none. */
    Optional<byte[]> preview(String number);
}
