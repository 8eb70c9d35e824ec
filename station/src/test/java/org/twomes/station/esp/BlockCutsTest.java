package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Where a region is cut so that the wire does not wait for the flash. */
class BlockCutsTest {
    private static final int OFFSET = 0x20000;
    private static final int LENGTH = 0x100000;
    private static final int FAST = 921_600;
    private static final int SLOW = 115_200;

    private final byte[] plain = halfRandom();
    private final byte[] zlib = deflated(plain);

    @Test
    void cutsHoldTheWholeStreamInBlocksThatTheStubTakes() throws Exception {
        List<Integer> cuts = BlockCuts.of(zlib, OFFSET, FAST);
        assertThat(cuts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(zlib.length);
        assertThat(cuts).allMatch(length -> length > 0 && length <= LoaderProtocol.STUB_BLOCK);
        assertThat(cuts.get(cuts.size() - 1)).isGreaterThanOrEqualTo(BlockPlan.LEAST_LAST);
    }

    @Test
    void onAFastLineThisTakesLessThanFullBlocksAndHardlyMoreThanTheWireAlone() throws Exception {
        List<Integer> full = BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK, true);
        double wire = 10.0 * zlib.length / FAST;
        assertThat(seconds(full)).isGreaterThan(1.05 * wire);
        assertThat(seconds(BlockCuts.of(zlib, OFFSET, FAST))).isLessThan(1.04 * wire);
    }

    @Test
    void fullBlocksStayOnASlowLine() throws Exception {
        assertThat(BlockCuts.of(zlib, OFFSET, SLOW))
                .isEqualTo(BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK, true));
    }

    /** Seconds that blocks of these lengths take, reckoned here from the stub's order of work: acknowledge, erase, program. */
    private double seconds(List<Integer> lengths) throws Exception {
        BlockPlan plan = BlockPlan.of(zlib, plain.length, LoaderProtocol.STUB_BLOCK, lengths);
        double time = 0;
        double work = 0;
        int at = 0;
        int erased = 0;
        for (BlockPlan.Prepared block : plan.blocks()) {
            time += Math.max(10.0 * block.compressed() / FAST, work);
            work = block.plain() / 256.0 * 0.00055;
            at += block.plain();
            while (erased < at) {
                work += 0.150;
                erased += 0x10000;
            }
        }
        return time + work;
    }

    private static byte[] halfRandom() {
        byte[] bytes = new byte[LENGTH];
        Random random = new Random(7);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) random.nextInt(20);
        }
        return bytes;
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[0x10000];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }
}
