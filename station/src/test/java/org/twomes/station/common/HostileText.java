package org.twomes.station.common;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a USB device, a server or a file may put into a name, and how to see that none of it came through. */
public final class HostileText {
    /** Between letters, so that a reader sees what was taken out. */
    public static final List<String> ALL = List.of(
            "a\u001b[31mb\u001b[0mc",
            "a\u001b]0;title\u0007b",
            "a\u001bPq#0\u001b\\b",
            "a\u009b2Jb",
            "a\r\n2026-01-01T00:00:00.000Z INFO  [A1] [-] Registrar: forged",
            "a\nb\rc\u000bd\fe\u0085f",
            "a\u2028b\u2029c",
            "a\u0000b\u0007c\b\bd\u007fe",
            "a\u202egnp.exe\u202cb\u2066c\u2069\u200fd\u061ce",
            "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg\u180eh",
            "a\ud800b",
            "a\udc00b",
            "a\ue000b\ufffe\uffffc\udb40\udc41d\ufe0fe",
            "a\u3164b\uffa0c\u2800d\u115fe",
            "a" + "\u0301".repeat(200) + "b",
            "<script>alert(1)</script>\u001b[2J",
            "=cmd|' /C calc'!A1\u001b",
            "x".repeat(70_000));

    /** Everything that must not come through, in one text. */
    public static final String WORST = String.join("|", ALL.subList(0, ALL.size() - 1));

    private static final Set<Integer> SEEN_AS_NOTHING = Set.of(0x034f, 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0);

    private HostileText() {}

    /** The code points of {@code text} that no terminal, log line or page may get; {@code allowed} are those that it may. */
    public static Set<String> unfit(String text, String allowed) {
        Set<String> found = new TreeSet<>();
        text.codePoints().filter(c -> allowed.indexOf(c) < 0 && bad(c)).forEach(c -> found.add("U+%04X".formatted(c)));
        return found;
    }

    private static boolean bad(int c) {
        int type = Character.getType(c);
        return IntStream.of(
                                Character.CONTROL,
                                Character.FORMAT,
                                Character.SURROGATE,
                                Character.PRIVATE_USE,
                                Character.UNASSIGNED,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR)
                        .anyMatch(one -> one == type)
                || SEEN_AS_NOTHING.contains(c)
                || c >= 0xfe00 && c <= 0xfe0f;
    }
}
