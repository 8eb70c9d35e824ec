package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Blocks that are garbled on their way: sent again, or the rate falls; what is said to be written is written. */
@Tag("fast")
class LoaderGarbledTest {
    private static final int OFFSET = 0x10000;
    /** Where in a block's packet the length of its data, its number and its data begin. */
    private static final int LENGTH_AT = LoaderProtocol.HEADER_LENGTH;

    private static final int NUMBER_AT = LENGTH_AT + 4;
    private static final int DATA_AT = LENGTH_AT + LoaderProtocol.BLOCK_HEADER_LENGTH;

    private static int begin(boolean stub) {
        return stub ? LoaderProtocol.FLASH_DEFL_BEGIN : LoaderProtocol.FLASH_BEGIN;
    }

    private static int data(boolean stub) {
        return stub ? LoaderProtocol.FLASH_DEFL_DATA : LoaderProtocol.FLASH_DATA;
    }

    private static Optional<byte[]> flipped(byte[] packet, int at) {
        packet[at] ^= 4;
        return Optional.of(packet);
    }

    /** Writes, and asks the board's flash and the board itself whether it is there. */
    private static void writeAndProve(Bench bench, Loader loader) throws Exception {
        byte[] content = Bench.noise(40_000);
        loader.write(Bench.request(OFFSET, content));
        assertThat(Arrays.copyOfRange(bench.board.flash(), OFFSET, OFFSET + content.length))
                .isEqualTo(content);
        assertThat(loader.md5(OFFSET, content.length))
                .isEqualTo(MessageDigest.getInstance("MD5").digest(content));
    }

    /** The board reads a wrong number as one block too many, and refuses as a broken flash would. */
    @ParameterizedTest
    @CsvSource({"true, " + NUMBER_AT, "false, " + NUMBER_AT})
    void aBlockWhoseNumberIsGarbledMakesTheRateFallAndIsWritten(boolean stub, int at) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            loader.prepare();
            bench.link.towardsBoard(Bench.changing(data(stub), packet -> flipped(packet, at), 2));
            writeAndProve(bench, loader);
            assertThat(loader.baud()).isEqualTo(230_400);
            assertThat(bench.told).contains("baud 230400 fell back").anyMatch(text -> text.startsWith("trouble"));
        }
    }

    /** Data and length are under the checksum: the board says so, and the same block goes out again at the same rate. */
    @ParameterizedTest
    @CsvSource({"true, " + DATA_AT, "false, " + DATA_AT, "true, 40", "false, 40"})
    void aBlockWhoseDataIsGarbledIsSentAgainAtTheSameRate(boolean stub, int at) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            loader.prepare();
            bench.link.towardsBoard(Bench.changing(data(stub), packet -> flipped(packet, at), 1, 2, 4));
            writeAndProve(bench, loader);
            assertThat(loader.baud()).isEqualTo(460_800);
            assertThat(bench.link.count(begin(stub))).isEqualTo(1);
        }
    }

    /** Four rates are more than the three tries of a region: each rate has its try all the same. */
    @ParameterizedTest
    @ValueSource(ints = {NUMBER_AT, DATA_AT})
    void aLineThatGarblesEveryBlockAboveTheLowestRateEndsThere(int at) throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            try (Bench bench = new Bench(Bench.BOARD, "")) {
                Loader loader = bench.connect(Bench.settings(stub, 921_600, 460_800, 230_400));
                loader.prepare();
                bench.link.towardsBoard(Bench.changing(
                        data(stub),
                        packet -> bench.link.baud() > LoaderProtocol.ROM_BAUD
                                ? flipped(packet, at)
                                : Optional.of(packet)));
                writeAndProve(bench, loader);
                assertThat(loader.baud()).isEqualTo(LoaderProtocol.ROM_BAUD);
            }
        }
    }

    /** What the board refuses at every rate is the flash's fault and ends. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBoardThatRefusesAtEveryRateHasABadFlash(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            loader.prepare();
            bench.link.towardsBoard(Bench.changing(data(stub), packet -> flipped(packet, NUMBER_AT)));
            assertThatThrownBy(() -> loader.write(Bench.request(OFFSET, Bench.noise(0x1000))))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WRITE_FAILED));
        }
    }
}
