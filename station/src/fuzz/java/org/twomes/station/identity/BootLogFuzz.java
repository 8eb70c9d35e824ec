package org.twomes.station.identity;

/** Any boot log, in two chunks: a state, and few characters held. */
public final class BootLogFuzz {
    private static final int HELD_AT_MOST = 2_048;
    private static final int LONGEST_LINE = 4 * 512;

    private BootLogFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        BootLogParser whole = new BootLogParser();
        BootLogState state = whole.feed(data, 0, data.length);
        whole.flush();
        BootLogParser cut = new BootLogParser(line -> {
            if (line.length() > LONGEST_LINE) {
                throw new IllegalStateException("a line of " + line.length());
            }
        });
        int middle = data.length / 3;
        cut.feed(data, 0, middle);
        BootLogState same = cut.feed(data, middle, data.length - middle);
        if (cut.held() > HELD_AT_MOST) {
            throw new IllegalStateException("holds " + cut.held());
        }
        cut.flush();
        if (!state.equals(same)) {
            throw new IllegalStateException("cutting the log changed what it says");
        }
    }
}
