package org.twomes.station.esp.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Inflater;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.twomes.station.esp.Bench;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.ReplayedDevice;
import org.twomes.station.esp.Transcript;

@Tag("fast")
class RegionBlocksTest {
    private static final int HEAD = LoaderProtocol.HEADER_LENGTH + LoaderProtocol.BLOCK_HEADER_LENGTH;

    @Property(tries = 60)
    void theBlocksAreTheStreamAndInflateToWhatTheySay(@ForAll @IntRange(min = 1, max = 70_000) int length)
            throws Exception {
        byte[] content = Bench.noise(length);
        RegionBlocks region = blocks(0x1000, content);
        BlockPlan plan = region.plan(true, false);
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        int sequence = 0;
        int plain = 0;
        for (BlockPlan.Prepared block : plan.blocks()) {
            byte[] packet = ReplayedDevice.unframed(block.frame());
            Transcript.Entry entry = new Transcript.Entry(true, true, packet, 0);
            assertThat(entry.word(LoaderProtocol.HEADER_LENGTH)).isEqualTo(block.carried());
            assertThat(entry.word(LoaderProtocol.HEADER_LENGTH + 4)).isEqualTo(sequence++);
            assertThat(block.carried()).isBetween(1, plan.blockSize());
            zlib.write(packet, HEAD, packet.length - HEAD);
            plain += block.plain();
        }
        assertThat(plain).isEqualTo(length);
        assertThat(plan.opcode()).isEqualTo(LoaderProtocol.FLASH_DEFL_DATA);
        Inflater inflater = new Inflater();
        inflater.setInput(zlib.toByteArray());
        byte[] inflated = new byte[length];
        assertThat(inflater.inflate(inflated)).isEqualTo(length);
        inflater.end();
        assertThat(inflated).isEqualTo(content);
        assertThat(region.plan(true, false)).isSameAs(plan);
    }

    /** As esptool sends them without its stub: whole blocks, the last filled up with what an erased flash holds. */
    @Property(tries = 60)
    void theRomsBlocksAreTheRegionItselfFilledUpWithFF(@ForAll @IntRange(min = 1, max = 70_000) int length) {
        byte[] content = Bench.noise(length);
        RegionBlocks region = blocks(0x1000, content);
        BlockPlan plan = region.plan(false, false);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (BlockPlan.Prepared block : plan.blocks()) {
            byte[] packet = ReplayedDevice.unframed(block.frame());
            Transcript.Entry entry = new Transcript.Entry(true, true, packet, 0);
            assertThat(entry.opcode()).isEqualTo(LoaderProtocol.FLASH_DATA).isEqualTo(plan.opcode());
            assertThat(entry.word(LoaderProtocol.HEADER_LENGTH)).isEqualTo(0x400);
            sent.write(packet, HEAD, packet.length - HEAD);
        }
        byte[] expected = Arrays.copyOf(content, (length + 0x3FF) / 0x400 * 0x400);
        Arrays.fill(expected, length, expected.length, (byte) 0xFF);
        assertThat(sent.toByteArray()).isEqualTo(expected);
        assertThat(plan.carried()).isEqualTo(length);
        assertThat(plan.blocks().stream().mapToInt(BlockPlan.Prepared::plain).sum())
                .isEqualTo(length);
        assertThat(region.plan(false, true)).isSameAs(plan);
    }

    /** The stub refuses a block that comes when the region is complete. */
    @Example
    void theStubsLastBlockNeverHoldsOnlyTheEndOfTheStream() throws Exception {
        int stubBlocks = 0;
        for (int length = 16_340; length < 16_390; length++) {
            BlockPlan plan = blocks(0x1000, Bench.noise(length)).plan(true, false);
            BlockPlan.Prepared last = plan.blocks().get(plan.blocks().size() - 1);
            assertThat(last.plain()).as("of " + length).isPositive();
            stubBlocks = Math.max(stubBlocks, plan.blocks().size());
        }
        assertThat(stubBlocks).isEqualTo(2);
    }

    @Example
    void aStreamThatDoesNotFitItsLengthIsRefused() {
        byte[] zlib = zlib(blocks(0x1000, Bench.noise(5_000)));
        assertRefused(new RegionBlocks("a.bin", 0, 5_001, zlib), "inflates to 5000 bytes instead of 5001");
        assertRefused(new RegionBlocks("a.bin", 0, 5_000, Arrays.copyOf(zlib, 3_000)), "and breaks off");
        assertRefused(new RegionBlocks("a.bin", 0, 5_000, Arrays.copyOf(zlib, zlib.length + 1)), "region a.bin");
        byte[] broken = zlib.clone();
        broken[0] = 0;
        assertRefused(new RegionBlocks("a.bin", 0, 5_000, broken), "region a.bin");
    }

    @Example
    void anOffsetInsideASectorIsRefused() {
        assertThatThrownBy(() -> new RegionBlocks("a.bin", 0x1001, 1, new byte[0]))
                .hasMessageContaining("region a.bin: offset 0x1001 must be a multiple of 0x1000");
        assertThatThrownBy(() -> new RegionBlocks("a.bin", 0, 0, new byte[0])).hasMessageContaining("length 0");
    }

    private static void assertRefused(RegionBlocks region, String text) {
        for (boolean stub : new boolean[] {true, false}) {
            assertThatThrownBy(() -> region.plan(stub, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(text);
        }
    }

    private static RegionBlocks blocks(int offset, byte[] content) {
        return new RegionBlocks("noise.bin", offset, content.length, Bench.zlib(content));
    }

    private static byte[] zlib(RegionBlocks region) {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        for (BlockPlan.Prepared block : region.plan(true, false).blocks()) {
            byte[] packet = ReplayedDevice.unframed(block.frame());
            zlib.write(packet, HEAD, packet.length - HEAD);
        }
        return zlib.toByteArray();
    }
}
