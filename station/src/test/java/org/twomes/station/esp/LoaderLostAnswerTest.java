package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.Digests;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.ForwardingLink;
import org.twomes.station.port.SerialLink;

/** A single answer that is lost, late or damaged: neither is a board refused for it, nor does anybody wait long. */
@Tag("fast")
class LoaderLostAnswerTest {
    /** Under the time that the station gives an erase of the whole flash, and the MD5 of it. */
    private static final int SHORTER_THAN_AN_ERASE = 60;

    private static final int VALUE_AT = 4;
    private static final int OFFSET = 0x10000;

    @ParameterizedTest
    @CsvSource({"true, 208", "false, 2"})
    @Timeout(value = SHORTER_THAN_AN_ERASE, unit = TimeUnit.SECONDS)
    void anEraseWhoseAnswerIsLostIsNotWaitedForButRepeated(boolean stub, int opcode) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            loader.prepare();
            bench.link.towardsHost(Bench.losing(opcode, 1));
            loader.eraseChip();
            assertThat(bench.link.count(opcode)).isEqualTo(2);
            assertThat(bench.told).anyMatch(text -> text.contains("its answer was lost"));
            loader.write(Bench.request(OFFSET, Bench.noise(0x1000)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = SHORTER_THAN_AN_ERASE, unit = TimeUnit.SECONDS)
    void anMd5WhoseAnswerIsLostIsAskedForOnceMore(boolean stub) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(stub, 460_800, 230_400));
            int size = loader.prepare().size();
            bench.link.towardsHost(Bench.losing(LoaderProtocol.SPI_FLASH_MD5, 1));
            assertThat(loader.md5(0, size)).isEqualTo(Digests.md5OfBlank(size));
            assertThat(bench.link.count(LoaderProtocol.SPI_FLASH_MD5)).isEqualTo(2);
        }
    }

    /** Answers carry no checksum: whichever word is damaged, the board is known or the line is blamed. */
    @ParameterizedTest
    @ValueSource(ints = {0x0000_0001, 0x0010_0010, 0x0FF0_0000, 0xFFFF_FFFF})
    void aDamagedWordDoesNotRefuseABoard(int bits) throws Exception {
        eachWord(true, bits);
    }

    /** Neither do requests to write a register. */
    @ParameterizedTest
    @ValueSource(ints = {0x0000_0001, 0x0010_0010, 0x0FF0_0000, 0xFFFF_FFFF})
    void aDamagedRequestDoesNotRefuseABoard(int bits) throws Exception {
        eachWord(false, bits);
    }

    private static void eachWord(boolean answers, int bits) throws Exception {
        int opcode = answers ? LoaderProtocol.READ_REG : LoaderProtocol.WRITE_REG;
        int at = answers ? VALUE_AT : LoaderProtocol.HEADER_LENGTH + Integer.BYTES;
        int known = 0;
        for (int turn = 1; ; turn++) {
            try (Bench bench = new Bench(Bench.BOARD, "")) {
                boolean[] damaged = {false};
                MeddledLink.Meddler damage = Bench.changing(
                        opcode,
                        packet -> {
                            damaged[0] = true;
                            ByteBuffer word = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
                            word.putInt(at, word.getInt(at) ^ bits);
                            return Optional.of(packet);
                        },
                        turn);
                if (answers) {
                    bench.link.towardsHost(damage);
                } else {
                    bench.link.towardsBoard(damage);
                }
                try {
                    Loader loader = bench.connect(Bench.settings(true, 460_800, 230_400));
                    assertThat(loader.prepare().size()).as("turn %d", turn).isEqualTo(4 * FlashGeometry.MEGABYTE);
                    assertThat(loader.chip().mac()).as("turn %d", turn).isEqualTo(Mac.parse("24:0a:c4:d3:ad:48"));
                    assertThat(loader.chip().secureBoot()).as("turn %d", turn).isFalse();
                    assertThat(loader.chip().flashEncryption())
                            .as("turn %d", turn)
                            .isFalse();
                    known++;
                } catch (FaultException e) {
                    assertThat(e.code().noisyLine())
                            .as("turn %d: %s", turn, e.getMessage())
                            .isTrue();
                }
                if (!damaged[0]) {
                    assertThat(known).isGreaterThan(turn / 2);
                    return;
                }
            }
        }
    }

    /** The board answers a register read after its repetition went out: both answers come. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aLateAnswerIsNotTakenForTheNextOne(int turn) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            LoaderSettings settings = Bench.settings(true, 460_800, 230_400);
            Loader loader =
                    Loader.connect(new LateLink(bench.link, turn), bench.reset, settings, new LoaderListener() {});
            assertThat(loader.chip())
                    .isEqualTo(new ChipIdentity("ESP32", 300, Mac.parse("24:0a:c4:d3:ad:48"), 40, false, false));
        }
    }

    /** Holds back one register read until it is repeated. */
    private static final class LateLink extends ForwardingLink {
        private final int turn;
        private int reads;

        LateLink(SerialLink link, int turn) {
            super(link);
            this.turn = turn;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            boolean read = length > 2 && (bytes[offset + 2] & 0xFF) == LoaderProtocol.READ_REG;
            if (read && ++reads == turn) {
                return;
            }
            link.write(bytes, offset, length);
            if (read && reads == turn + 1) {
                link.write(bytes, offset, length);
            }
        }
    }
}
