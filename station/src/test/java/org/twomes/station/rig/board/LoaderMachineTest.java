package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.esp.LoaderProtocol;

/** The virtual board's loader answers as the ESP32's ROM and as the stub do, and its flash takes its time. */
@Tag("fast")
class LoaderMachineTest {
    private static final int FOUR_MB = 4 << 20;
    private static final int OFFSET = 0x10000;

    private final NorFlash flash = new NorFlash(FOUR_MB);
    private final LoaderHost rom = new LoaderHost(flash);

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] zlib(byte[] plain) {
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[plain.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] md5(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("MD5").digest(bytes);
    }

    private LoaderHost host(boolean stub) {
        return stub ? LoaderHost.stub(flash) : rom;
    }

    /** Begins a plain write of one block. */
    private static LoaderHost.Answer begin(LoaderHost host, int offset, int size) {
        int block = host.loader.stubRuns() ? LoaderProtocol.STUB_BLOCK : LoaderProtocol.ROM_BLOCK;
        return host.ask(LoaderProtocol.FLASH_BEGIN, size, (size + block - 1) / block, block, offset, 0);
    }

    @Test
    void syncIsAnsweredEightTimesAndFourStatusBytesAreTheRoms() {
        byte[] sync = new byte[36];
        Arrays.fill(sync, (byte) LoaderProtocol.SYNC_FILL);
        rom.send(LoaderProtocol.SYNC, 0, sync);
        assertThat(rom.sent)
                .hasSize(LoaderProtocol.SYNC_ANSWERS)
                .allSatisfy(
                        packet -> assertThat(packet).containsExactly(1, 8, 4, 0, 0x07, 0x07, 0x12, 0x20, 0, 0, 0, 0));
        LoaderHost stub = LoaderHost.stub(flash);
        stub.send(LoaderProtocol.SYNC, 0, sync);
        assertThat(stub.sent).allSatisfy(packet -> assertThat(packet).containsExactly(1, 8, 2, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aStubThatIsWholeGreetsAndOneThatIsNotDoesNot() {
        rom.ask(LoaderProtocol.MEM_BEGIN, 8, 1, 8, 0x4009_0000);
        rom.block(LoaderProtocol.MEM_DATA, 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        rom.ask(LoaderProtocol.MEM_END, 0, 0x4009_0000);
        assertThat(rom.loader.stubRuns()).isFalse();
        LoaderHost other = new LoaderHost(flash);
        other.ask(LoaderProtocol.MEM_BEGIN, 4, 1, 4, 0x4009_0000);
        other.block(LoaderProtocol.MEM_DATA, 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        other.ask(LoaderProtocol.MEM_END, 0, 0x4009_0000);
        assertThat(other.loader.stubRuns()).isTrue();
        assertThat(new String(other.sent.get(other.sent.size() - 1), StandardCharsets.US_ASCII))
                .isEqualTo("OHAI");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                LoaderProtocol.ERASE_FLASH,
                LoaderProtocol.ERASE_REGION,
                LoaderProtocol.READ_FLASH,
                LoaderProtocol.RUN_USER_CODE,
                LoaderProtocol.GET_SECURITY_INFO
            })
    void theRomKnowsNoneOfTheStubsOwnCommands(int opcode) {
        flash.program(0, new byte[16], 0, 16);
        LoaderHost.Answer answer = rom.ask(opcode, 0, 0x1000, 0x1000, 1);
        assertThat(answer.status()).isEqualTo(LoaderProtocol.STATUS_FAILED);
        assertThat(answer.error()).isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
        assertThat(flash.read(0, 16)).containsOnly(0);
        assertThat(rom.restarts).isEmpty();
    }

    @Test
    void theStubErasesTheWholeFlashAndAnswersWhenItIsDone() {
        LoaderHost stub = LoaderHost.stub(flash);
        flash.program(FOUR_MB - 16, new byte[16], 0, 16);
        assertThat(stub.ask(LoaderProtocol.ERASE_FLASH).status()).isZero();
        assertThat(flash.read(0, FOUR_MB)).containsOnly(0xFF);
        assertThat(stub.waitedMinutes()).isEqualTo(4 * 5_000);
    }

    @Test
    void aRangeTakesABlockErasePerSixtyFourKilobytesAndASectorErasePerRest() {
        LoaderHost stub = LoaderHost.stub(flash);
        byte[] zeros = new byte[0x30000];
        flash.program(0, zeros, 0, zeros.length);
        assertThat(stub.ask(LoaderProtocol.ERASE_REGION, 0xF000, 0x12000).status())
                .isZero();
        assertThat(stub.waitedMinutes()).isEqualTo(1_000 + 2 * 100);
        assertThat(flash.read(0, 0xF000)).containsOnly(0);
        assertThat(flash.read(0xF000, 0x12000)).containsOnly(0xFF);
        assertThat(flash.read(0x21000, 0xF000)).containsOnly(0);
    }

    @Test
    void theRomErasesAtTheBeginningOfAWrite() {
        byte[] zeros = new byte[0x3000];
        flash.program(OFFSET, zeros, 0, zeros.length);
        assertThat(begin(rom, OFFSET, 0x1400).status()).isZero();
        assertThat(rom.waitedMinutes()).isEqualTo(2 * 100);
        assertThat(flash.read(OFFSET, 0x2000)).containsOnly(0xFF);
        assertThat(flash.read(OFFSET + 0x2000, 0x1000)).containsOnly(0);
    }

    @Test
    void theStubBeginsToEraseAtOnceAndErasesAllFromTheFirstUsedSectorOn() {
        LoaderHost stub = LoaderHost.stub(flash);
        byte[] zeros = new byte[0x2000];
        flash.program(OFFSET, zeros, 0, zeros.length);
        begin(stub, OFFSET, 0x4000);
        assertThat(stub.waitedMinutes()).isZero();
        assertThat(flash.read(OFFSET, 0x1000)).containsOnly(0xFF);
        assertThat(flash.read(OFFSET + 0x1000, 0x1000)).containsOnly(0);
        byte[] content = noise(0x4000);
        assertThat(stub.block(LoaderProtocol.FLASH_DATA, 0, content).status()).isZero();
        assertThat(flash.read(OFFSET, 0x4000)).isEqualTo(content);
        // Four sectors, though two were blank, and 64 pages; the next command waits for it.
        stub.ask(LoaderProtocol.FLASH_END, 1);
        assertThat(stub.waitedMinutes()).isEqualTo(4 * 100 + 0x4000 / 0x100);
    }

    @Test
    void theStubErasesNothingOfABlankFlash() {
        LoaderHost stub = LoaderHost.stub(flash);
        begin(stub, OFFSET, 0x4000);
        stub.block(LoaderProtocol.FLASH_DATA, 0, noise(0x4000));
        stub.ask(LoaderProtocol.FLASH_END, 1);
        assertThat(stub.waitedMinutes()).isEqualTo(0x4000 / 0x100);
    }

    @Test
    void theStubsErasingRunsAheadOfItsWritingAndWritingComesByThirtyTwoKilobytes() {
        LoaderHost stub = LoaderHost.stub(flash);
        int from = 0x20000;
        byte[] zeros = new byte[0x20000];
        flash.program(from, zeros, 0, zeros.length);
        byte[] content = noise(0x20000);
        byte[] packed = zlib(content);
        int first = 0x1000;
        int blocks = 1 + (packed.length - first + 0x3FFF) / 0x4000;
        stub.ask(LoaderProtocol.FLASH_DEFL_BEGIN, content.length, blocks, 0x4000, from, 0);
        assertThat(flash.read(from, 0x10000)).containsOnly(0xFF);
        assertThat(flash.read(from + 0x10000, 0x10000)).containsOnly(0);
        stub.ask(LoaderProtocol.SPI_FLASH_MD5, 0, 0x1000, 0, 0);
        assertThat(stub.waitedMinutes()).as("the erase, and the sum").isEqualTo(1_000 + 20_000 * 4 / 1024);
        assertThat(stub.block(LoaderProtocol.FLASH_DEFL_DATA, 0, Arrays.copyOf(packed, first))
                        .status())
                .isZero();
        assertThat(flash.read(from, 0x20000)).containsOnly(0xFF);
        assertThat(stub.waitedMinutes()).as("the stub does not wait").isZero();
        for (int block = 1; block < blocks; block++) {
            int at = first + (block - 1) * 0x4000;
            byte[] piece = Arrays.copyOfRange(packed, at, Math.min(packed.length, at + 0x4000));
            assertThat(stub.block(LoaderProtocol.FLASH_DEFL_DATA, block, piece).status())
                    .isZero();
        }
        assertThat(stub.ask(LoaderProtocol.FLASH_DEFL_END, 1).status()).isZero();
        assertThat(flash.read(from, content.length)).isEqualTo(content);
        assertThat(stub.waitedMinutes()).isEqualTo(1_000 + content.length / 0x100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void compressedBlocksEndInTheSameFlashAsPlainOnes(boolean stub) {
        LoaderHost host = host(stub);
        byte[] content = noise(0x2345);
        byte[] packed = zlib(content);
        int size = stub ? content.length : 0x2400;
        int blocks = (packed.length + 0x3FF) / 0x400;
        assertThat(host.ask(LoaderProtocol.FLASH_DEFL_BEGIN, size, blocks, 0x400, OFFSET, 0)
                        .status())
                .isZero();
        for (int block = 0; block < blocks; block++) {
            byte[] piece = Arrays.copyOfRange(packed, block * 0x400, Math.min(packed.length, (block + 1) * 0x400));
            assertThat(host.block(LoaderProtocol.FLASH_DEFL_DATA, block, piece).status())
                    .isZero();
        }
        if (stub) {
            assertThat(host.ask(LoaderProtocol.FLASH_DEFL_END, 1).status()).isZero();
        }
        assertThat(flash.read(OFFSET, content.length)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlockWithAWrongSumOrOutOfTurnIsNotUsed(boolean stub) {
        LoaderHost host = host(stub);
        byte[] content = noise(0x400);
        begin(host, OFFSET, content.length);
        assertThat(host.block(LoaderProtocol.FLASH_DATA, 0, 0x12, content).error())
                .isEqualTo(LoaderProtocol.ERROR_CHECKSUM);
        assertThat(host.block(LoaderProtocol.FLASH_DATA, 1, content).error())
                .isEqualTo(LoaderProtocol.ERROR_FAILED_TO_ACT);
        assertThat(flash.read(OFFSET, content.length)).containsOnly(0xFF);
        assertThat(host.block(LoaderProtocol.FLASH_DATA, 0, content).status()).isZero();
        assertThat(flash.read(OFFSET, content.length)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsWrittenBeyondTheEndOfTheFlash(boolean stub) {
        LoaderHost host = host(stub);
        LoaderHost.Answer answer = begin(host, FOUR_MB, 0x20000);
        assertThat(answer.status()).isEqualTo(LoaderProtocol.STATUS_FAILED);
        assertThat(host.block(LoaderProtocol.FLASH_DATA, 0, noise(0x400)).status())
                .isEqualTo(LoaderProtocol.STATUS_FAILED);
        assertThat(begin(host, FOUR_MB - 0x100, 0x400).status()).isZero();
        byte[] content = noise(0x400);
        host.block(LoaderProtocol.FLASH_DATA, 0, content);
        assertThat(flash.read(FOUR_MB - 0x100, 0x100)).isEqualTo(Arrays.copyOf(content, 0x100));
    }

    @Test
    void moreDataThanAnnouncedAndDataThatDoesNotInflateAreRefused() {
        byte[] packed = zlib(noise(0x800));
        rom.ask(LoaderProtocol.FLASH_DEFL_BEGIN, 0x400, 1, 0x400, OFFSET);
        assertThat(rom.block(LoaderProtocol.FLASH_DEFL_DATA, 0, packed).error())
                .isEqualTo(LoaderProtocol.ERROR_INFLATE);
        rom.ask(LoaderProtocol.FLASH_DEFL_BEGIN, 0x400, 1, 0x400, OFFSET);
        assertThat(rom.block(LoaderProtocol.FLASH_DEFL_DATA, 0, noise(0x100)).error())
                .isEqualTo(LoaderProtocol.ERROR_INFLATE);
        LoaderHost stub = LoaderHost.stub(flash);
        stub.ask(LoaderProtocol.FLASH_DEFL_BEGIN, 0x400, 1, 0x400, OFFSET, 0);
        // The stub acknowledges first and tells with the next command.
        assertThat(stub.block(LoaderProtocol.FLASH_DEFL_DATA, 0, noise(0x100)).status())
                .isZero();
        assertThat(stub.ask(LoaderProtocol.FLASH_DEFL_END, 1).error()).isEqualTo(LoaderProtocol.ERROR_INFLATE);
    }

    @Test
    void theSumIsHexFromTheRomAndRawFromTheStubAndTakesItsTime() throws Exception {
        byte[] content = noise(0x1234);
        flash.program(OFFSET, content, 0, content.length);
        assertThat(rom.ask(LoaderProtocol.SPI_FLASH_MD5, OFFSET, content.length, 0, 0)
                        .data())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(HexFormat.of().formatHex(md5(content)));
        // In whole KB: 4 of 1024.
        assertThat(rom.waitedMinutes()).isEqualTo(40_000 * 4 / 1024);
        rom.ask(LoaderProtocol.SPI_FLASH_MD5, 0, 1 << 20, 0, 0);
        assertThat(rom.waitedMinutes()).isEqualTo(40_000);
        LoaderHost stub = LoaderHost.stub(flash);
        assertThat(stub.ask(LoaderProtocol.SPI_FLASH_MD5, OFFSET, content.length, 0, 0)
                        .data())
                .isEqualTo(md5(content));
        assertThat(stub.ask(LoaderProtocol.SPI_FLASH_MD5, FOUR_MB - 1, 2, 0, 0).error())
                .isEqualTo(LoaderProtocol.ERROR_FAILED_TO_ACT);
    }

    @Test
    void theStubStreamsItsFlashNoFurtherAheadThanTheHostAcknowledged() throws Exception {
        LoaderHost stub = LoaderHost.stub(flash);
        byte[] content = noise(0x800);
        flash.program(OFFSET, content, 0, content.length);
        stub.ask(LoaderProtocol.READ_FLASH, OFFSET, content.length, 0x200, 2);
        assertThat(stub.sent).hasSize(1 + 2);
        stub.loader.packet(new byte[] {0, 2, 0, 0});
        assertThat(stub.sent).hasSize(1 + 3);
        stub.loader.packet(new byte[] {0, 8, 0, 0});
        assertThat(stub.sent).hasSize(1 + 4);
        stub.loader.packet(new byte[] {0, 8, 0, 0});
        assertThat(stub.sent).hasSize(1 + 5);
        assertThat(stub.sent.get(4)).isEqualTo(Arrays.copyOfRange(content, 0x600, 0x800));
        assertThat(stub.sent.get(5)).isEqualTo(md5(content));
        assertThat(stub.ask(LoaderProtocol.READ_REG, 0x4000_1000).value()).isEqualTo(0x00F0_1D83);
    }

    @Test
    void theEndRestartsOnlyWhenAsked() {
        begin(rom, OFFSET, 0x400);
        rom.ask(LoaderProtocol.FLASH_END, 1);
        assertThat(rom.restarts).isEmpty();
        rom.ask(LoaderProtocol.FLASH_END, 0);
        assertThat(rom.restarts).containsExactly("flash");
    }

    @Test
    void aNewRateHoldsFromAfterItsAnswer() {
        assertThat(rom.ask(LoaderProtocol.CHANGE_BAUDRATE, 921_600, 0).status()).isZero();
        assertThat(rom.uart.baud()).isEqualTo(921_600);
    }

    @Test
    void packetsThatAreNoneAreIgnoredAndWrongLengthsAreRefused() {
        rom.loader.packet(new byte[] {0, 8});
        rom.loader.packet(new byte[] {1, 10, 0, 0, 0, 0, 0, 0});
        assertThat(rom.sent).isEmpty();
        rom.loader.packet(new byte[] {0, 10, 9, 0, 0, 0, 0, 0, 1});
        assertThat(rom.answer(rom.sent.get(0)).error()).isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
        assertThat(rom.ask(LoaderProtocol.READ_REG).error()).isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
    }
}
