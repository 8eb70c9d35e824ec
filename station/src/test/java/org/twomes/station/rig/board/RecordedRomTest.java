package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.ChipKind;
import org.twomes.station.rig.ChipModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rig's ROM says, byte for byte, what the recorded mask ROM said to the same requests, and leaves the same in its flash. */
@Tag("fast")
class RecordedRomTest {
    private static final int FOUR_MB = 4 << 20;
    private static final long RECORDED_C3 = 0x02C3_00D3_AD43L;
    private static final int WINDOW = 0x8000;
    private static final int VALUE_AT = 4;
    /** UART divider (the emulator rounds otherwise) and two SPI registers of each chip, which the recorded ROMs left otherwise after a write. */
    private static final Set<Integer> OF_THE_EMULATOR =
            Set.of(0x3FF4_0014, 0x3FF4_201C, 0x3FF4_2024, 0x6000_2018, 0x6000_2020);

    private final NorFlash flash = new NorFlash(FOUR_MB);
    private LoaderHost rom = new LoaderHost(flash);

    @ParameterizedTest
    @ValueSource(strings = {"rom-write-deflate-tail", "rom-write-deflate-tail-stale", "rom-write-20k", "rom-read-mac"})
    void everyAnswerIsTheRecordedOne(String name) throws Exception {
        assertThat(play(name)).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get-security-info",
                "get-security-info-fe",
                "get-security-info-sb",
                "read-mac",
                "flash-id",
                "efuse-words",
                "write-20k",
                "write-20k-921600",
                "write-20k-plain",
                "write-deflate-tail"
            })
    void everyAnswerIsTheRecordedOneOfTheEsp32C3(String name) throws Exception {
        rom = new LoaderHost(
                flash,
                new BoardModel(
                        RECORDED_C3,
                        FOUR_MB,
                        OptionalInt.empty(),
                        'B',
                        "Generic-Test",
                        new ChipModel(
                                ChipKind.ESP32C3,
                                4,
                                name.endsWith("-sb") ? 1 : 0,
                                name.endsWith("-fe") ? 1 : 0,
                                false)));
        assertThat(play("esp32c3-rom-" + name)).isGreaterThan(10);
    }

    /** Gives how many answers were compared. */
    private int play(String name) throws Exception {
        int compared = 0;
        int register = 0;
        List<byte[]> ours = new ArrayList<>();
        for (JsonNode entry : recording(name)) {
            byte[] packet = HexFormat.of().parseHex(entry.path("packet").asString(""));
            if (entry.path("dir").asString("").equals("host")) {
                assertThat(ours)
                        .as("answers that the recorded ROM did not give")
                        .isEmpty();
                register = packet[1] == LoaderProtocol.READ_REG ? word(packet, LoaderProtocol.HEADER_LENGTH) : register;
                rom.sent.clear();
                rom.loader.packet(packet);
                ours = new ArrayList<>(rom.sent);
            } else if (packet.length > 0) {
                byte[] own = ours.remove(0);
                if (OF_THE_EMULATOR.contains(register)) {
                    System.arraycopy(packet, VALUE_AT, own, VALUE_AT, Integer.BYTES);
                }
                assertThat(hex(own)).as("answer " + compared + " of " + name).isEqualTo(hex(packet));
                compared++;
            }
        }
        return compared;
    }

    /** Seen in the emulator, and told in the recordings' README: a file of just one window stands there twice. */
    @Test
    void aFileOfOneWindowStandsThereTwice() {
        byte[] content = noise(WINDOW);
        write(0x10000, content);
        assertThat(flash.read(0x10000, WINDOW)).isEqualTo(content);
        assertThat(flash.read(0x10000 + WINDOW, WINDOW)).isEqualTo(content);
        assertThat(flash.read(0x10000 + 2 * WINDOW, 0x1000)).containsOnly(0xFF);
    }

    /** As well: 5,000 bytes at 0x61000, then 3,000 at 0x5F000, and the first part is spoilt. */
    @Test
    void aPartAtAHigherAddressIsSpoiltByTheTailOfALaterOne() {
        byte[] first = noise(5_000);
        write(0x61000, first);
        assertThat(flash.read(0x61000, first.length)).isEqualTo(first);
        write(0x5F000, noise(3_000));
        assertThat(flash.read(0x61000, first.length)).isNotEqualTo(first);
    }

    /** Behind a file of more than one window stand its own bytes of 32 KB earlier. */
    @Test
    void behindALongFileStandItsOwnBytes() {
        byte[] content = noise(WINDOW + 0x1800);
        write(0x10000, content);
        assertThat(flash.read(0x10000 + content.length, WINDOW - 0x1800))
                .isEqualTo(Arrays.copyOfRange(content, 0x1800, WINDOW));
    }

    private void write(int offset, byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] zlib = new byte[content.length + 0x400];
        int length = deflater.deflate(zlib);
        deflater.end();
        int size = (content.length + 0x3FF) / 0x400 * 0x400;
        int blocks = (length + 0x3FF) / 0x400;
        rom.ask(LoaderProtocol.FLASH_DEFL_BEGIN, size, blocks, 0x400, offset);
        for (int block = 0; block < blocks; block++) {
            byte[] piece = Arrays.copyOfRange(zlib, block * 0x400, Math.min(length, (block + 1) * 0x400));
            assertThat(rom.block(LoaderProtocol.FLASH_DEFL_DATA, block, piece).status())
                    .isZero();
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(length).nextBytes(bytes);
        return bytes;
    }

    private static List<JsonNode> recording(String name) throws Exception {
        String path = "/org/twomes/station/esp/transcripts/" + name + ".jsonl";
        try (InputStream in = RecordedRomTest.class.getResourceAsStream(path)) {
            String all = new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.ISO_8859_1);
            return all.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
        }
    }

    private static int word(byte[] packet, int at) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
