package org.twomes.station.firmware.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.firmware.BundleBuilder;

/** Whatever it makes, zlib's own inflater must give the content back, and it must be worth its time. */
@Tag("rig")
class OptimalDeflateTest {

    private static void comesBack(byte[] content) throws DataFormatException {
        byte[] zlib = OptimalDeflate.zlib(content);
        Inflater inflater = new Inflater();
        inflater.setInput(zlib);
        byte[] back = new byte[content.length];
        assertThat(inflater.inflate(back)).isEqualTo(content.length);
        assertThat(inflater.inflate(new byte[1])).isZero();
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        assertThat(back).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 257, 258, 259, 260, 1000, 70_000})
    void shortAndLongOfAllKinds(int length) throws Exception {
        comesBack(new byte[length]);
        comesBack(BundleBuilder.blank(length));
        comesBack(BundleBuilder.noise(length, length));
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ("firmware ".charAt(i % 9) + (i % 31 == 0 ? 1 : 0));
        }
        comesBack(text);
    }

    @Test
    void randomMixesOfCopiesAndNoise() throws Exception {
        for (int seed : IntStream.range(0, 60).toArray()) {
            comesBack(mix(new Random(seed)));
        }
    }

    @Test
    void copiesFromTheFarEndOfTheWindow() throws Exception {
        byte[] far = BundleBuilder.noise(1, 32768 + 300);
        System.arraycopy(far, 0, far, 32768, 300);
        comesBack(far);
        byte[] tooFar = BundleBuilder.noise(1, 32769 + 300);
        System.arraycopy(tooFar, 0, tooFar, 32769, 300);
        comesBack(tooFar);
    }

    @Test
    void realFirmwareIsShorterThanWithZlib() throws Exception {
        byte[] firmware = firmware();
        Deflater level9 = new Deflater(Deflater.BEST_COMPRESSION);
        level9.setInput(firmware);
        level9.finish();
        int zlib = level9.deflate(new byte[firmware.length]);
        level9.end();

        comesBack(firmware);
        assertThat(OptimalDeflate.zlib(firmware).length).isLessThan(zlib * 97 / 100);
    }

    @Test
    void codeLengthsAreOptimalWithinTheirLimit() {
        assertThat(CodeLengths.of(new int[] {5, 9, 12, 13, 16, 45}, 15)).containsExactly(4, 4, 3, 3, 3, 1);
        int[] limited = CodeLengths.of(new int[] {1, 1, 2, 4, 8, 16, 32}, 4);
        assertThat(IntStream.of(limited).max()).hasValue(4);
        assertThat(IntStream.of(limited).map(length -> 16 >> length).sum())
                .as("all codes used")
                .isEqualTo(16);
        assertThat(CodeLengths.of(new int[] {0, 7, 0}, 15)).containsExactly(1, 1, 0);
    }

    private static byte[] mix(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] sofar = out.toByteArray();
            int length = 1 + random.nextInt(400);
            for (int j = 0, from = random.nextInt(sofar.length + 1); j < length; j++) {
                boolean copy = i % 3 != 0 && from + j < sofar.length;
                out.write(copy ? sofar[from + j] : random.nextInt(1 + random.nextInt(256)));
            }
        }
        return out.toByteArray();
    }

    private static byte[] firmware() throws Exception {
        try (InputStream in = OptimalDeflateTest.class.getResourceAsStream(
                        "/org/twomes/station/rig/twomes-hello_ESP32DEV_v3.0.0.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            while (!List.of("firmware.bin").contains(zip.getNextEntry().getName())) {
                continue;
            }
            return zip.readAllBytes();
        }
    }
}
