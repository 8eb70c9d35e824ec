package org.twomes.station.firmware.files;

import java.util.List;
import java.util.Set;

/** Files that desktops put beside one's own: they never count as part of a bundle. */
final class Leftovers {
    /** Of macOS: the folder with resource forks in zips made by Finder. */
    private static final String FORKS = "__MACOSX";

    /** Of macOS: a resource fork beside its file. */
    private static final String FORK = "._";

    /** Of macOS, of Windows. */
    private static final Set<String> NAMES = Set.of(".DS_Store", "Icon\r", "Thumbs.db", "desktop.ini");

    private Leftovers() {}

    /** Whether the file or folder at {@code path} is one. */
    static boolean holds(String path) {
        List<String> names = List.of(path.split("/"));
        String last = names.isEmpty() ? "" : names.get(names.size() - 1);
        return names.contains(FORKS) || last.startsWith(FORK) || NAMES.contains(last);
    }
}
