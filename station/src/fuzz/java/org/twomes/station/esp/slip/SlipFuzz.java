package org.twomes.station.esp.slip;

/** Any byte stream, cut anywhere: pieces that fit the buffer, and the stream used up. */
public final class SlipFuzz {
    private static final int CAPACITY = 64;

    private SlipFuzz() {}

    /** Jazzer's entry: the first byte says how the rest is cut. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int chunk = 1 + (data[0] & 0xFF);
        SlipDecoder whole = new SlipDecoder(CAPACITY);
        SlipDecoder cut = new SlipDecoder(CAPACITY);
        if (pieces(whole, data, data.length) != pieces(cut, data, chunk)) {
            throw new IllegalStateException("cutting the stream changed its pieces");
        }
    }

    private static int pieces(SlipDecoder decoder, byte[] data, int chunk) {
        int sum = 0;
        for (int at = 1; at < data.length; at += chunk) {
            int to = Math.min(data.length, at + chunk);
            int from = at;
            while (from < to) {
                int next = decoder.feed(data, from, to);
                if (next < from || next > to || next == from && !decoder.complete()) {
                    throw new IllegalStateException("no progress at " + from);
                }
                if (decoder.length() > CAPACITY) {
                    throw new IllegalStateException("a piece of " + decoder.length());
                }
                from = next;
                if (decoder.complete()) {
                    sum = 31 * sum + (decoder.whole() ? 1 : 2);
                    for (int i = 0; i < decoder.length(); i++) {
                        sum = 31 * sum + decoder.array()[i];
                    }
                }
            }
        }
        return sum;
    }
}
