package org.twomes.station.esp.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.esp.LoaderProtocol;

/** Where a region is cut so that the wire does not wait for the flash. */
@Tag("fast")
class BlockCutsTest {
    private static final int OFFSET = 0x20000;
    private static final int LENGTH = 0x100000;
    private static final int FAST = 921_600;
    private static final int SLOW = 115_200;
    private static final int BLOCK = 0x10000;
    private static final int WINDOW = 0x8000;
    private static final double ERASE = 0.150;
    private static final double PAGE = 0.00055;
    private static final double TURN = 0.001;

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
        List<Integer> full = BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK);
        double wire = 10.0 * zlib.length / FAST;
        assertThat(seconds(full)).isGreaterThan(1.05 * wire);
        assertThat(seconds(BlockCuts.of(zlib, OFFSET, FAST)))
                .isLessThan(1.05 * wire)
                .isLessThan(0.98 * seconds(full));
    }

    @Test
    void fullBlocksStayOnASlowLine() throws Exception {
        assertThat(BlockCuts.of(zlib, OFFSET, SLOW))
                .isEqualTo(BlockPlan.lengths(zlib.length, LoaderProtocol.STUB_BLOCK));
    }

    /**
     * Seconds that blocks of these lengths take on a used chip, reckoned here from the stub's order of work: acknowledge, begin an erase
     * if none goes on, inflate, write 32 KB when there are so many.
     */
    private double seconds(List<Integer> lengths) throws Exception {
        double acknowledged = 0;
        double done = 0;
        double chip = ERASE;
        int erased = BLOCK;
        int written = 0;
        int known = 0;
        for (BlockPlan.Prepared block : BlockPlan.of(zlib, plain.length, LoaderProtocol.STUB_BLOCK, lengths)
                .blocks()) {
            acknowledged = Math.max(acknowledged + TURN + 10.0 * block.frame().length / FAST, done);
            done = acknowledged;
            known += block.plain();
            while (true) {
                if (chip <= done && erased < LENGTH) {
                    chip = done + ERASE;
                    erased += BLOCK;
                }
                if (known - written < WINDOW) {
                    break;
                }
                while (erased < written + WINDOW) {
                    done = Math.max(done, chip);
                    chip = done + ERASE;
                    erased += BLOCK;
                }
                done = Math.max(done, chip) + WINDOW / 256 * PAGE;
                chip = done;
                written += WINDOW;
            }
        }
        return done;
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
