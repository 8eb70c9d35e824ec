package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chip whose internal oscillator drifted makes its rates from a wrong clock; it is told numbers that come out right. */
@Tag("fast")
class RomClockTest {
    private static final int RATE = 921_600;
    /** Where a CHANGE_BAUDRATE has its number, and an answer its value. */
    private static final int NUMBER_AT = LoaderProtocol.HEADER_LENGTH;

    private static final int VALUE_AT = 4;
    /** What the rig's chip has in its two words where nothing drifted. */
    private static final int COUNT = 1280 << 7;

    /** Notes the numbers on their way, and replaces them when {@code instead} is not 0. */
    private static List<Integer> numbers(Bench bench, int instead) {
        List<Integer> numbers = new ArrayList<>();
        bench.link.towardsBoard(Bench.changing(LoaderProtocol.CHANGE_BAUDRATE, packet -> {
            numbers.add(new Transcript.Entry(true, true, packet, 0).word(NUMBER_AT));
            return Optional.of(instead == 0 ? packet : with(packet, NUMBER_AT, instead));
        }));
        return numbers;
    }

    private static byte[] with(byte[] packet, int at, int word) {
        for (int i = 0; i < Integer.BYTES; i++) {
            packet[at + i] = (byte) (word >>> Byte.SIZE * i);
        }
        return packet;
    }

    /** 1280 and 8 %, 12 %, -8 % and -17 % in whole ticks, of 1280: floor(921600 * ticks / 1280). */
    @ParameterizedTest
    @CsvSource({"8, 995040", "12, 1032480", "-8, 848160", "-17, 764640"})
    void aDriftedBoardEndsOnTheWantedRateAtOnce(int drift, int expected) throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            try (Bench bench = new Bench(Bench.BOARD, "drift " + drift)) {
                List<Integer> numbers = numbers(bench, 0);
                Loader loader = bench.connect(Bench.settings(stub, RATE, 460_800));
                loader.prepare();
                assertThat(numbers).containsExactly(expected);
                assertThat(bench.told).containsExactly("connecting 0", "baud " + RATE);
                byte[] content = Bench.noise(20_000);
                loader.eraseChip();
                loader.write(Bench.request(0x10000, content));
                assertThat(bench.board.flash()).containsSequence(content);
            }
        }
    }

    /** The rig's drift bites: no rate but the one that needs no change carries a byte. */
    @ParameterizedTest
    @ValueSource(ints = {8, -8})
    void thePlainNumberIsTheWrongRateThere(int drift) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "drift " + drift)) {
            numbers(bench, RATE);
            Loader loader = bench.connect(Bench.settings(true, RATE));
            loader.prepare();
            assertThat(bench.told).contains("baud 115200 fell back");
        }
    }

    /** No count at all, 19.9 MHz, and 50.1 MHz. */
    @ParameterizedTest
    @ValueSource(ints = {0, 637 << 7, 1604 << 7, -1})
    void aCountThatIsNoCrystalsIsNotGoneBy(int count) throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            List<Integer> numbers = numbers(bench, 0);
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG,
                    packet -> Optional.of(
                            new Transcript.Entry(false, true, packet, 0).word(VALUE_AT) == COUNT
                                    ? with(packet, VALUE_AT, count)
                                    : packet)));
            Loader loader = bench.connect(Bench.settings(true, RATE));
            loader.prepare();
            assertThat(numbers).containsExactly(RATE);
            assertThat(loader.baud()).isEqualTo(RATE);
        }
    }
}
