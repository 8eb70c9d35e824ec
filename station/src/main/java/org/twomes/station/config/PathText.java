package org.twomes.station.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths as people write them, with {@code ~} for their own home folder. Shells put the folder there only at the beginning of an unquoted word:
 * not in a file, and not behind {@code --option=}.
 */
public final class PathText {
    private static final char HOME = '~';

    private PathText() {}

    /**
     * The path that {@code text} names; a relative one stays so.
     *
     * @throws IllegalArgumentException when it names none, with what is wrong in its message
     */
    public static Path path(String text) {
        return path(text, System.getProperty("user.home", ""));
    }

    static Path path(String text, String home) {
        String plain = plain(text, home);
        try {
            return Path.of(plain);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a path: %s; for names beyond ASCII set LC_ALL=C.UTF-8 (file names are %s here)"
                            .formatted(text, e.getReason(), System.getProperty("sun.jnu.encoding", "unknown")),
                    e);
        }
    }

    /** {@code text} with the home folder in place of {@code ~}. */
    static String plain(String text, String home) {
        if (text.isEmpty() || text.charAt(0) != HOME) {
            return text;
        }
        if (text.length() > 1 && text.charAt(1) != '/') {
            throw new IllegalArgumentException("'" + text
                    + "' begins with ~, which stands for your own home folder only as ~/...; write the whole path");
        }
        if (!home.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' begins with ~, but this account has no home folder; write the whole path");
        }
        return home + text.substring(1);
    }
}
