package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.flash.BlockPlan;
import org.twomes.station.esp.flash.RegionBlocks;
import org.twomes.station.esp.slip.SlipEncoder;

/** What esptool sent, said with the station's own messages: the same bytes, SLIP included. */
@Tag("fast")
class RecordedFramesTest {
    private static final int WORDS = LoaderProtocol.HEADER_LENGTH;
    private static final int BLOCK = WORDS + LoaderProtocol.BLOCK_HEADER_LENGTH;

    @TestFactory
    Stream<DynamicTest> everyRecordedRequestIsOurs() {
        Stream<String> withHost = Transcript.NAMES.stream().filter(name -> !name.contains("boot"));
        return withHost.map(name -> DynamicTest.dynamicTest(name, () -> {
            assertThat(Transcript.read(name).ofHost()).hasSizeGreaterThan(8);
            for (Transcript.Entry entry : Transcript.read(name).ofHost()) {
                assertThat(ours(entry)).isEqualTo(entry.onTheWire());
            }
        }));
    }

    @Test
    void theRecordingsHoldEachKindOfRequest() throws IOException {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (String name : Transcript.NAMES) {
            for (Transcript.Entry entry : Transcript.read(name).ofHost()) {
                if (!entry.acknowledgement()) {
                    counts.merge(entry.opcode(), 1, Integer::sum);
                }
            }
        }
        assertThat(counts.keySet())
                .containsExactly(
                        LoaderProtocol.FLASH_BEGIN,
                        LoaderProtocol.FLASH_DATA,
                        LoaderProtocol.FLASH_END,
                        LoaderProtocol.MEM_BEGIN,
                        LoaderProtocol.MEM_END,
                        LoaderProtocol.MEM_DATA,
                        LoaderProtocol.SYNC,
                        LoaderProtocol.WRITE_REG,
                        LoaderProtocol.READ_REG,
                        LoaderProtocol.SPI_SET_PARAMS,
                        LoaderProtocol.SPI_ATTACH,
                        LoaderProtocol.CHANGE_BAUDRATE,
                        LoaderProtocol.FLASH_DEFL_BEGIN,
                        LoaderProtocol.FLASH_DEFL_DATA,
                        LoaderProtocol.FLASH_DEFL_END,
                        LoaderProtocol.SPI_FLASH_MD5,
                        LoaderProtocol.GET_SECURITY_INFO,
                        LoaderProtocol.ERASE_FLASH,
                        LoaderProtocol.READ_FLASH);
        assertThat(counts.get(LoaderProtocol.FLASH_DEFL_DATA)).isGreaterThan(30);
    }

    @Test
    void theRecordedZlibStreamIsCutAsEsptoolCutsIt() throws Exception {
        Transcript transcript = Transcript.read("stub-write-20k");
        RegionBlocks region = new RegionBlocks("firmware.bin", 0x10000, 0x5000, transcript.written());
        assertThat(frames(region.plan(true, false)))
                .containsExactlyElementsOf(framesOf(transcript, LoaderProtocol.FLASH_DEFL_DATA));
    }

    /** No plain write to an ESP32's ROM was recorded; to an ESP32-C3's the blocks are the same, the begin has a fifth word. */
    @Test
    void aPlainRegionIsCutAsEsptoolCutsItForARom() throws Exception {
        Transcript transcript = Transcript.read("esp32c3-rom-write-20k-plain");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<Transcript.Entry> begins = new ArrayList<>();
        for (Transcript.Entry entry : transcript.ofHost()) {
            if (entry.opcode() == LoaderProtocol.FLASH_DATA) {
                content.write(entry.bytes(), BLOCK, entry.bytes().length - BLOCK);
            } else if (entry.opcode() == LoaderProtocol.FLASH_BEGIN) {
                begins.add(entry);
            }
        }
        assertThat(content.size()).isEqualTo(0x5000);
        RegionBlocks region = new RegionBlocks("noise.bin", 0x10000, content.size(), Bench.zlib(content.toByteArray()));
        BlockPlan plan = region.plan(false, false);
        assertThat(frames(plan)).containsExactlyElementsOf(framesOf(transcript, LoaderProtocol.FLASH_DATA));
        Command begin = new Command.FlashBegin(
                plan.compressed(), true, 0x5000, plan.blocks().size(), plan.blockSize(), 0x10000);
        assertThat(begins).hasSize(1);
        assertThat(begin.encode(new SlipEncoder(64)).copy())
                .isEqualTo(begins.get(0).onTheWire());
    }

    private static List<String> frames(BlockPlan plan) {
        return plan.blocks().stream()
                .map(block -> HexFormat.of().formatHex(block.frame()))
                .toList();
    }

    private static List<String> framesOf(Transcript transcript, int opcode) {
        return transcript.ofHost().stream()
                .filter(entry -> entry.opcode() == opcode)
                .map(entry -> HexFormat.of().formatHex(entry.onTheWire()))
                .toList();
    }

    /** The station's frame for the same request; of a block whose payload was left out, as much as was recorded. */
    private static byte[] ours(Transcript.Entry entry) {
        SlipEncoder encoder = new SlipEncoder(64);
        if (entry.acknowledgement()) {
            return encoder.begin().putWord(entry.word(0)).end().copy();
        }
        byte[] frame = command(entry).encode(encoder).copy();
        if (entry.omitted() == 0) {
            return frame;
        }
        byte[] head = new byte[entry.onTheWire().length];
        System.arraycopy(frame, 0, head, 0, head.length - 1);
        head[head.length - 1] = frame[frame.length - 1];
        return head;
    }

    private static Command command(Transcript.Entry entry) {
        int first = entry.bytes().length > WORDS ? entry.word(WORDS) : 0;
        boolean fiveWords = entry.bytes().length == WORDS + 5 * Integer.BYTES;
        return switch (entry.opcode()) {
            case LoaderProtocol.SYNC -> new Command.Sync();
            case LoaderProtocol.GET_SECURITY_INFO -> new Command.GetSecurityInfo();
            case LoaderProtocol.READ_REG -> new Command.ReadReg(first);
            case LoaderProtocol.WRITE_REG -> new Command.WriteReg(first, entry.word(WORDS + 4));
            case LoaderProtocol.MEM_BEGIN -> new Command.MemBegin(first, entry.word(WORDS + 4), entry.word(WORDS + 12));
            case LoaderProtocol.MEM_DATA -> ramBlock(entry);
            case LoaderProtocol.MEM_END -> new Command.MemEnd(entry.word(WORDS + 4));
            case LoaderProtocol.SPI_ATTACH -> new Command.SpiAttach(false);
            case LoaderProtocol.SPI_SET_PARAMS -> new Command.SpiSetParams(entry.word(WORDS + 4));
            case LoaderProtocol.CHANGE_BAUDRATE -> new Command.ChangeBaudrate(first, entry.word(WORDS + 4));
            case LoaderProtocol.FLASH_BEGIN, LoaderProtocol.FLASH_DEFL_BEGIN ->
                new Command.FlashBegin(
                        entry.opcode() == LoaderProtocol.FLASH_DEFL_BEGIN,
                        fiveWords,
                        first,
                        entry.word(WORDS + 4),
                        entry.word(WORDS + 8),
                        entry.word(WORDS + 12));
            case LoaderProtocol.FLASH_DATA, LoaderProtocol.FLASH_DEFL_DATA ->
                new Command.Block(
                        entry.opcode(), entry.bytes(), BLOCK, entry.bytes().length - BLOCK, entry.word(WORDS + 4));
            case LoaderProtocol.FLASH_END, LoaderProtocol.FLASH_DEFL_END ->
                new Command.FlashEnd(entry.opcode() == LoaderProtocol.FLASH_DEFL_END, first == 1);
            case LoaderProtocol.SPI_FLASH_MD5 -> new Command.FlashMd5(first, entry.word(WORDS + 4));
            case LoaderProtocol.ERASE_FLASH -> new Command.EraseFlash();
            case LoaderProtocol.READ_FLASH -> new Command.ReadFlash(first, entry.word(WORDS + 4));
            default -> throw new AssertionError("a request of no known kind: " + entry);
        };
    }

    /** A payload of the recorded length and checksum: what it was is not recorded. */
    private static Command ramBlock(Transcript.Entry entry) {
        byte[] payload = new byte[entry.omitted()];
        payload[0] = (byte) (entry.word(4) ^ LoaderProtocol.CHECKSUM_SEED);
        return new Command.Block(entry.opcode(), payload, 0, payload.length, entry.word(WORDS + 4));
    }
}
