package org.twomes.station.firmware;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.twomes.station.common.Digests;
import org.twomes.station.firmware.deflate.Deflation;

/** What is done once for each bundle: MD5 and packing of a region of 256 KB that packs as code does. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PackingHotPath {
    private static final int BYTES = 256 << 10;
    private static final int WORDS = 4096;
    private static final int WORD = 4;

    private final byte[] content = content();

    /** MD5 of the region. */
    @Benchmark
    public byte[] md5() {
        return Digests.md5().digest(content);
    }

    /** All settings and the optimal way. */
    @Benchmark
    public int pack() {
        return Deflation.best(content).zlib().length;
    }

    private static byte[] content() {
        Random random = new Random(1);
        byte[][] words = new byte[WORDS][WORD];
        for (byte[] word : words) {
            random.nextBytes(word);
        }
        byte[] bytes = new byte[BYTES];
        for (int at = 0; at < BYTES; at += WORD) {
            // Few words often, many seldom.
            int word = (int) (WORDS * Math.pow(random.nextDouble(), WORD));
            System.arraycopy(words[word], 0, bytes, at, WORD);
        }
        return bytes;
    }
}
