package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;

/** Erasing, writing, proving and restarting a virtual board, by the stub and by the ROM alone. */
@Tag("fast")
class LoaderFlashTest {
    private static final int OFFSET = 0x10000;

    private static Loader prepared(Bench bench, boolean stub) throws Exception {
        Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
        loader.prepare();
        return loader;
    }

    private static byte[] md5(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("MD5").digest(bytes);
    }

    private static int begin(boolean stub) {
        return stub ? LoaderProtocol.FLASH_DEFL_BEGIN : LoaderProtocol.FLASH_BEGIN;
    }

    private static int data(boolean stub) {
        return stub ? LoaderProtocol.FLASH_DEFL_DATA : LoaderProtocol.FLASH_DATA;
    }

    private static Optional<byte[]> damaged(byte[] packet) {
        packet[packet.length - 1] ^= 1;
        return Optional.of(packet);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWholePath(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, stub);
            byte[] small = Bench.noise(0x123);
            byte[] large = Bench.noise(90_000);
            loader.eraseChip();
            loader.write(Bench.request(0x1000, small));
            loader.write(Bench.request(OFFSET, large));
            byte[] flash = bench.board.flash();
            assertThat(Arrays.copyOfRange(flash, 0x1000, 0x1123)).isEqualTo(small);
            assertThat(Arrays.copyOfRange(flash, OFFSET, OFFSET + large.length)).isEqualTo(large);
            assertThat(loader.md5(0x1000, small.length)).isEqualTo(md5(small));
            assertThat(loader.md5(OFFSET, large.length)).isEqualTo(md5(large));
            assertThat(loader.md5(0, flash.length)).isEqualTo(md5(flash));
            assertThat(bench.told).containsExactly("connecting 0", "baud 460800", "whole", "whole");
            loader.restart();
            assertThat(bench.link.baud()).isEqualTo(LoaderProtocol.ROM_BAUD);
            assertThat(text(bench.link, "rst:0x1")).contains("boot:0x13 (SPI_FAST_FLASH_BOOT)");
        }
    }

    private static String text(SerialLink link, String awaited) {
        StringBuilder text = new StringBuilder();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            byte[] chunk = new byte[512];
            int count = link.read(chunk, 0, chunk.length, Duration.ofMillis(50));
            text.append(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
            return text.indexOf(awaited) >= 0;
        });
        return text.toString();
    }

    /** In whatever order they are written: a compressed write would spoil up to 32 KB behind each of them. */
    @Test
    void withoutTheStubNothingBehindARegionIsTouched() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, false);
            loader.eraseChip();
            byte[] expected = bench.board.flash();
            for (int offset : new int[] {0x61000, 0x5F000, 0x1000, 0x9000, OFFSET, 0x3FF000}) {
                byte[] content = Bench.noise(0xC01);
                loader.write(Bench.request(offset, content));
                System.arraycopy(content, 0, expected, offset, content.length);
            }
            assertThat(bench.board.flash()).isEqualTo(expected);
            assertThat(bench.link.opcodes()).doesNotContain(LoaderProtocol.FLASH_DEFL_BEGIN, LoaderProtocol.FLASH_END);
        }
    }

    @Test
    void theRomErasesByBeginningAWriteOverTheWholeFlash() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, false);
            loader.write(Bench.request(0x3FF000, Bench.noise(0x1000)));
            loader.eraseChip();
            assertThat(bench.board.flash()).containsOnly(0xFF);
            assertThat(bench.link.opcodes())
                    .doesNotContain(LoaderProtocol.ERASE_FLASH)
                    .contains(LoaderProtocol.FLASH_BEGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRangeIsErasedAndNothingElse(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, stub);
            byte[] content = Bench.noise(0x4000);
            loader.write(Bench.request(OFFSET, content));
            loader.eraseRegion(OFFSET + 0x1000, 0x2000);
            byte[] expected = content.clone();
            Arrays.fill(expected, 0x1000, 0x3000, (byte) 0xFF);
            assertThat(Arrays.copyOfRange(bench.board.flash(), OFFSET, OFFSET + 0x4000))
                    .isEqualTo(expected);
            assertThatThrownBy(() -> loader.eraseRegion(0x800, 0x1000)).hasMessageContaining("0x800+0x1000");
            assertThatThrownBy(() -> loader.eraseRegion(0x3FF000, 0x2000)).hasMessageContaining("inside the flash");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlockThatArrivesDamagedIsSentAgain(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, stub);
            bench.link.towardsBoard(Bench.changing(data(stub), LoaderFlashTest::damaged, 2, 3));
            byte[] content = Bench.noise(40_000);
            loader.write(Bench.request(OFFSET, content));
            assertThat(bench.board.flash()).containsSequence(content);
            assertThat(bench.link.count(begin(stub))).isEqualTo(1);
            assertThat(bench.told).noneMatch(text -> text.startsWith("trouble"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlockThatArrivesTooShortIsSentAgain(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, stub);
            bench.link.towardsBoard(
                    Bench.changing(data(stub), packet -> Optional.of(Arrays.copyOf(packet, packet.length - 1)), 2));
            byte[] content = Bench.noise(40_000);
            loader.write(Bench.request(OFFSET, content));
            assertThat(bench.board.flash()).containsSequence(content);
            assertThat(bench.link.count(begin(stub))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostAcknowledgementMakesTheRegionBeginAnew(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, stub);
            byte[] before = Bench.noise(0x2000);
            loader.write(Bench.request(0x1000, before));
            bench.link.towardsHost(Bench.losing(data(stub), 2));
            byte[] content = Bench.noise(40_000);
            loader.write(Bench.request(OFFSET, content));
            byte[] flash = bench.board.flash();
            assertThat(Arrays.copyOfRange(flash, OFFSET, OFFSET + content.length))
                    .isEqualTo(content);
            assertThat(Arrays.copyOfRange(flash, 0x1000, 0x3000)).isEqualTo(before);
            assertThat(bench.told).anyMatch(text -> text.contains("block 1 was not acknowledged in time"));
        }
    }

    @Test
    void threeRegionsInVainAreEnough() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            bench.link.towardsBoard(Bench.changing(LoaderProtocol.FLASH_DEFL_DATA, LoaderFlashTest::damaged));
            assertThatThrownBy(() -> loader.write(Bench.request(OFFSET, Bench.noise(0x1000))))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WRITE_GARBLED));
            assertThat(bench.link.count(LoaderProtocol.FLASH_DEFL_DATA)).isEqualTo(30);
            assertThat(loader.baud()).isEqualTo(LoaderProtocol.ROM_BAUD);
        }
    }

    @Test
    void anotherBoardInTheMiddleOfAWriteIsNoticed() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            boolean[] swapped = {false};
            bench.link.towardsHost(packet -> {
                if (packet[1] == LoaderProtocol.FLASH_DEFL_DATA) {
                    swapped[0] = true;
                    return Optional.empty();
                }
                return Optional.of(swapped[0] ? withMacOfAnother(packet) : packet);
            });
            assertThatThrownBy(() -> loader.write(Bench.request(OFFSET, Bench.noise(0x1000))))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.BOARD_CHANGED))
                    .hasMessageContaining("24:0a:c4:00:00:01 answers where 24:0a:c4:d3:ad:48 was before");
        }
    }

    /** Of a line so bad that a write had to be begun anew, one wrong answer is no proof of another board. */
    @Test
    void aMacThatIsReadWronglyOnceOnABadLineIsReadOnceMore() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            boolean[] lost = {false};
            int[] wrong = {0};
            bench.link.towardsHost(packet -> {
                if (packet[1] == LoaderProtocol.FLASH_DEFL_DATA && !lost[0]) {
                    lost[0] = true;
                    return Optional.empty();
                }
                byte[] before = packet.clone();
                byte[] passed = lost[0] && wrong[0] < 2 ? withMacOfAnother(packet) : packet;
                wrong[0] += Arrays.equals(before, passed) ? 0 : 1;
                return Optional.of(passed);
            });
            byte[] content = Bench.noise(0x1000);
            loader.write(Bench.request(OFFSET, content));
            assertThat(wrong[0]).as("words of the MAC address").isEqualTo(2);
            assertThat(loader.md5(OFFSET, content.length)).isEqualTo(md5(content));
        }
    }

    /** The two words of the MAC address and its checksum, as they are in 24:0a:c4:00:00:01. */
    private static byte[] withMacOfAnother(byte[] answer) {
        int value = new Transcript.Entry(false, true, answer, 0).word(4);
        int low = 0xC4D3AD48;
        int high = 0x00FE240A;
        int crc = Mac.parse("24:0a:c4:00:00:01").crc();
        if (answer[1] == LoaderProtocol.READ_REG && value == low) {
            System.arraycopy(new byte[] {1, 0, 0, (byte) 0xC4}, 0, answer, 4, 4);
        } else if (answer[1] == LoaderProtocol.READ_REG && value == high) {
            answer[6] = (byte) crc;
        }
        return answer;
    }

    @Test
    void aFlashThatErasesAtOnceAndIsNotBlankIsDead() throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            try (Bench bench = new Bench(Bench.BOARD, "dead-flash")) {
                Loader loader = prepared(bench, stub);
                assertThatThrownBy(loader::eraseChip)
                        .isInstanceOfSatisfying(
                                FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.DEAD_FLASH));
            }
        }
    }

    @Test
    void aBitThatDoesNotClearShowsInTheMd5() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "stuck-bit 0x10005")) {
            Loader loader = prepared(bench, true);
            byte[] content = new byte[0x1000];
            loader.write(Bench.request(OFFSET, content));
            assertThat(loader.md5(OFFSET, content.length)).isNotEqualTo(md5(content));
            content[5] = 1;
            assertThat(loader.md5(OFFSET, content.length)).isEqualTo(md5(content));
        }
    }

    @Test
    void aLostMd5IsAskedForAgainAndThenMissed() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            bench.link.towardsHost(Bench.losing(LoaderProtocol.SPI_FLASH_MD5, 1));
            byte[] blank = new byte[0x1000];
            Arrays.fill(blank, (byte) 0xFF);
            assertThat(loader.md5(0, 0x1000)).isEqualTo(md5(blank));
            bench.link.towardsHost(Bench.losing(LoaderProtocol.SPI_FLASH_MD5));
            assertThatThrownBy(() -> loader.md5(0, 0x1000))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.MD5_TIMEOUT))
                    .hasMessageContaining("MD5 of 0x0+0x1000 did not come within 1.5 s");
        }
    }

    @Test
    void theStubReadsBackAndTheRomSaysThatItCannot() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            byte[] content = Bench.noise(0x5321);
            loader.write(Bench.request(OFFSET, content));
            assertThat(loader.read(OFFSET, content.length)).isEqualTo(content);
        }
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, false);
            assertThatThrownBy(() -> loader.read(0, 16))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.NEEDS_STUB));
        }
    }

    @Test
    void aPulledBoardEndsTheWrite() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            bench.link.towardsBoard(Bench.changing(
                    LoaderProtocol.FLASH_DEFL_DATA,
                    packet -> {
                        bench.board.unplug();
                        return Optional.empty();
                    },
                    2));
            assertThatThrownBy(() -> loader.write(Bench.request(OFFSET, Bench.noise(60_000))))
                    .isInstanceOf(FaultException.class);
        }
    }

    @Test
    void aRegionBeyondTheFlashIsAMistakeOfTheCaller() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = prepared(bench, true);
            WriteRequest beyond = Bench.request(0x3FF000, Bench.noise(0x1001));
            assertThatThrownBy(() -> loader.write(beyond)).hasMessageContaining("noise.bin ends beyond the flash");
            assertThat(bench.link.opcodes()).doesNotContain(LoaderProtocol.FLASH_DEFL_BEGIN);
        }
    }
}
