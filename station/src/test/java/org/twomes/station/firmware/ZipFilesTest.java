package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipFilesTest {
    private static final int ROW = 0x02014b50;

    private static byte[] zip(String name, byte[] content) {
        return new BundleBuilder().with(name, content).zip();
    }

    private static int find(byte[] zip, int signature) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getInt(at) != signature) {
            at++;
        }
        return at;
    }

    @Test
    void readsPackedAndStoredFiles() throws Exception {
        assertThat(ZipFiles.of("a.zip", zip("x.bin", new byte[100])).read("x.bin"))
                .contains(new byte[100]);
        assertThat(ZipFiles.of("a.zip", zip("x.bin", new byte[100])).read("y.bin"))
                .isEmpty();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream stored = new ZipOutputStream(out)) {
            stored.setLevel(0);
            stored.putNextEntry(new ZipEntry("build/"));
            stored.putNextEntry(new ZipEntry("build/x.bin"));
            stored.write(7);
        }
        assertThat(ZipFiles.of("a.zip", out.toByteArray()).read("x.bin")).contains(new byte[] {7});
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.bin", "/etc/x.bin", "a/../../x.bin", "C:x.bin", "a\\..\\x.bin", "..", "a\nb"})
    void pathsOutOfTheBundleAreRefused(String name) {
        refused(BundleFault.PATH_ESCAPES, "a.zip", () -> ZipFiles.of("a.zip", zip(name, new byte[9])));
    }

    @Test
    void hugeRatioIsRefusedBeforeAnythingIsUnpacked() {
        refused(BundleFault.TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", zip("firmware.bin", new byte[15 << 20])));
    }

    @Test
    void tooManyEntriesAreRefused() {
        BundleBuilder many = new BundleBuilder();
        for (int i = 0; i <= ZipDirectory.MOST_ENTRIES; i++) {
            many.with("f" + i, new byte[0]);
        }
        refused(BundleFault.TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", many.zip()));
    }

    @Test
    void entryThatUnpacksToMoreThanItSaysIsRefused() throws Exception {
        byte[] zip = zip("x.bin", new byte[5000]);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(find(zip, ROW) + 24, 10);
        ZipFiles files = ZipFiles.of("a.zip", zip);
        refused(BundleFault.TOO_LARGE, "x.bin", () -> files.read("x.bin"));
    }

    @Test
    void lyingSizeAboveTheLimitIsRefused() {
        byte[] zip = zip("x.bin", new byte[5000]);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(find(zip, ROW) + 24, -1);
        refused(BundleFault.TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", zip));
    }

    @Test
    void changedContentIsRefusedByItsCrc() throws Exception {
        byte[] zip = zip("x.bin", BundleBuilder.noise(4, 5000));
        zip[1000] ^= 1;
        ZipFiles files = ZipFiles.of("a.zip", zip);
        assertThat(refused(BundleFault.ZIP_DAMAGED, "a.zip", () -> files.read("x.bin")))
                .hasMessageContaining("x.bin");
    }

    @Test
    void localNameThatDiffersFromTheDirectoryIsRefused() throws Exception {
        byte[] zip = zip("x.bin", new byte[9]);
        zip[30] = 'y';
        ZipFiles files = ZipFiles.of("a.zip", zip);
        refused(BundleFault.ZIP_DAMAGED, "a.zip", () -> files.read("x.bin"));
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        byte[] zip = new BundleBuilder()
                .with("x.bin", new byte[1])
                .with("y.bin", new byte[2])
                .zip();
        int second = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("y.bin");
        zip[second] = 'x';
        assertThat(refused(BundleFault.ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", zip)))
                .hasMessageContaining("two entries x.bin");
    }

    @Test
    void encryptedEntryIsRefused() {
        byte[] zip = zip("x.bin", new byte[9]);
        zip[find(zip, ROW) + 8] |= 1;
        refused(BundleFault.ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", zip));
    }

    @Test
    void everyTruncationIsRefusedWithTheOffsetOfTheEnd() {
        byte[] whole = zip("x.bin", new byte[50]);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(refused(BundleFault.ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", cut))
                            .offset())
                    .hasValue(length);
        }
    }
}
