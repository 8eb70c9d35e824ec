package org.twomes.station.firmware.deflate;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Packs content as the loader takes it: one zlib stream. Every byte saved is 10 bits less on the wire of every board, while packing is paid
 * once for all; so several settings are tried and the shortest is kept.
 */
public final class Deflation {
    private static final int CHUNK = 0x10000;

    private record Setting(int level, int strategy, String name) {}

    /** Level 9 is not always the shortest: its longer match search can cost more in distances than it saves. */
    private static final List<Setting> SETTINGS = List.of(
            new Setting(9, Deflater.DEFAULT_STRATEGY, "level 9"),
            new Setting(8, Deflater.DEFAULT_STRATEGY, "level 8"),
            new Setting(7, Deflater.DEFAULT_STRATEGY, "level 7"),
            new Setting(6, Deflater.DEFAULT_STRATEGY, "level 6"),
            new Setting(9, Deflater.FILTERED, "level 9 filtered"),
            new Setting(9, Deflater.HUFFMAN_ONLY, "Huffman only"));

    private Deflation() {}

    /** The shortest stream of all settings and the optimal way; on a tie the first setting. {@code content} has at least one byte. */
    public static Deflated best(byte[] content) {
        List<Deflated> trials = new ArrayList<>();
        SETTINGS.forEach(setting -> trials.add(deflate(content, setting)));
        Deflated zlib = shortest(trials);
        if (content.length > OptimalDeflate.MOST_BYTES) {
            return zlib;
        }
        byte[] optimal = OptimalDeflate.zlib(content);
        String compared = "optimal; %s: %d bytes".formatted(zlib.method(), zlib.zlib().length);
        return optimal.length < zlib.zlib().length ? new Deflated(optimal, compared) : zlib;
    }

    private static Deflated shortest(List<Deflated> trials) {
        return trials.stream()
                .min(Comparator.comparingInt(trial -> trial.zlib().length))
                .orElseThrow();
    }

    private static Deflated deflate(byte[] content, Setting setting) {
        Deflater deflater = new Deflater(setting.level());
        try {
            deflater.setStrategy(setting.strategy());
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + CHUNK);
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return new Deflated(out.toByteArray(), setting.name());
        } finally {
            deflater.end();
        }
    }

    /**
     * A packed content.
     *
     * @param zlib the stream
     * @param method how it was made, and what the next best would have been
     */
    public record Deflated(byte[] zlib, String method) {}
}
