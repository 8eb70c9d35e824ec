package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultException;

/** Bad lines: the rate falls to what the line carries, and what is said to be written is written. */
@Tag("fast")
class LoaderNoiseTest {
    private static final int OFFSET = 0x10000;

    @ParameterizedTest
    @CsvSource({"500000, 460800", "250000, 230400", "200000, 115200", "1000000, 921600"})
    void theRateEndsAsHighAsTheLineIsClean(int cleanUpTo, int expected) throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            try (Bench bench = new Bench(Bench.BOARD, "noise-above " + cleanUpTo)) {
                Loader loader = bench.connect(Bench.settings(stub, 921_600, 230_400, 460_800));
                loader.prepare();
                byte[] content = Bench.noise(60_000);
                loader.eraseChip();
                loader.write(Bench.request(OFFSET, content));
                assertThat(Arrays.copyOfRange(bench.board.flash(), OFFSET, OFFSET + content.length))
                        .isEqualTo(content);
                assertThat(loader.baud()).isEqualTo(expected);
                assertThat(bench.told).contains("baud " + expected + (expected < 921_600 ? " fell back" : ""));
            }
        }
    }

    /** Every second to fifth block of the stub is hit, and now and then a command or an answer. */
    @ParameterizedTest
    @ValueSource(strings = {"lose 0.00002", "flip 0.00003", "lose 0.00001, flip 0.00001"})
    void aNoisyLineEndsInAGoodWriteOrInAFault(String faults) throws Exception {
        int written = 0;
        byte[] content = Bench.noise(30_000);
        WriteRequest request = Bench.request(OFFSET, content);
        for (long seed = 1; seed <= 3; seed++) {
            try (Bench bench = new Bench(Bench.BOARD, faults, seed)) {
                Loader loader = bench.connect(Bench.settings(true, 460_800, 230_400));
                loader.prepare();
                loader.write(request);
                byte[] flash = Arrays.copyOfRange(bench.board.flash(), OFFSET, OFFSET + content.length);
                assertThat(flash).isEqualTo(content);
                written++;
            } catch (FaultException e) {
                assertThat(e.code().noisyLine()).as(e.getMessage()).isTrue();
            }
        }
        assertThat(written).isPositive();
    }
}
