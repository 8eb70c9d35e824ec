package org.twomes.station.firmware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleBuilder;

@Tag("fast")
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
        assertThat(ZipFiles.of("a.zip", out.toByteArray()).read("build/x.bin")).contains(new byte[] {7});
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.bin", "/etc/x.bin", "a/../../x.bin", "C:x.bin", "a\\..\\x.bin", "..", "a\nb"})
    void pathsOutOfTheBundleAreRefused(String name) {
        refused(FaultCode.BUNDLE_PATH_ESCAPES, "a.zip", () -> ZipFiles.of("a.zip", zip(name, new byte[9])));
    }

    /** A zip of one stored file, whose headers have these names, flags and extra fields. */
    private static byte[] crafted(
            byte[] local, int localFlags, byte[] central, int flags, byte[] extra, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x04034b50).putShort((short) 20).putShort((short) localFlags).putShort((short) 0);
        out.putInt(0).putInt((int) crc.getValue()).putInt(content.length).putInt(content.length);
        out.putShort((short) local.length).putShort((short) 0).put(local).put(content);
        int start = out.position();
        out.putInt(ROW)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) 0);
        out.putInt(0).putInt((int) crc.getValue()).putInt(content.length).putInt(content.length);
        out.putShort((short) central.length).putShort((short) extra.length).putShort((short) 0);
        out.putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .put(central)
                .put(extra);
        int end = out.position();
        out.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
        out.putInt(end - start).putInt(start).putShort((short) 0);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] unicodePath(byte[] raw, String name) {
        CRC32 crc = new CRC32();
        crc.update(raw);
        byte[] text = utf8(name);
        ByteBuffer field = ByteBuffer.allocate(9 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        field.putShort((short) 0x7075)
                .putShort((short) (5 + text.length))
                .put((byte) 1)
                .putInt((int) crc.getValue());
        return field.put(text).array();
    }

    @Test
    void namesAreComparedAsTheirBytesWhateverTheirCodePage() throws Exception {
        byte[] oem = latin("Ger\u0084te/x.bin");
        assertThat(ZipFiles.of("a.zip", crafted(oem, 0, oem, 0, new byte[0], new byte[] {5}))
                        .read("Ger\u0084te/x.bin"))
                .contains(new byte[] {5});
        byte[] name = utf8("Ger\u00e4te/x.bin");
        for (int flags = 0; flags < 4; flags++) {
            byte[] zip = crafted(name, (flags & 1) << 11, name, (flags & 2) << 10, new byte[0], new byte[] {5});
            assertThat(ZipFiles.of("a.zip", zip).read("Ger\u00e4te/x.bin")).contains(new byte[] {5});
        }
        ZipFiles other = ZipFiles.of("a.zip", crafted(name, 0, oem, 0, new byte[0], new byte[] {5}));
        refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> other.read("Ger\u0084te/x.bin"));
    }

    @Test
    void theUnicodeNameBesideAnOemNameIsTakenIfItIsThatOnes() throws Exception {
        byte[] oem = latin("Ger\u0084te/x.bin");
        byte[] zip = crafted(oem, 0, oem, 0, unicodePath(oem, "Ger\u00e4te/x.bin"), new byte[] {5});
        assertThat(ZipFiles.of("a.zip", zip).paths()).containsExactly("Ger\u00e4te/x.bin");
        byte[] stale = crafted(oem, 0, oem, 0, unicodePath(latin("old"), "evil.bin"), new byte[] {5});
        assertThat(ZipFiles.of("a.zip", stale).paths()).containsExactly("Ger\u0084te/x.bin");
        byte[] escapes = crafted(oem, 0, oem, 0, unicodePath(oem, "../x.bin"), new byte[] {5});
        refused(FaultCode.BUNDLE_PATH_ESCAPES, "a.zip", () -> ZipFiles.of("a.zip", escapes));
    }

    @Test
    void foldersOfWindowsProgramsAndOfTarAreFolders() throws Exception {
        assertThat(ZipFiles.of("a.zip", zip("build\\v3\\x.bin", new byte[] {7})).read("build/v3/x.bin"))
                .contains(new byte[] {7});
        assertThat(ZipFiles.of("a.zip", zip("./x.bin", new byte[] {7})).read("x.bin"))
                .contains(new byte[] {7});
    }

    @Test
    void anEntryWithoutNameIsNoFile() throws Exception {
        byte[] none = new byte[0];
        assertThat(ZipFiles.of("a.zip", crafted(none, 0, none, 0, none, none)).paths())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__MACOSX/../../x", "/.DS_Store", "..\\._x"})
    void whatADesktopLeavesBehindMayNotLeadOutEither(String name) {
        refused(FaultCode.BUNDLE_PATH_ESCAPES, "a.zip", () -> ZipFiles.of("a.zip", zip(name, new byte[9])));
    }

    @Test
    void controlCharactersOfAFolderIconAreNobodysBusiness() throws Exception {
        assertThat(ZipFiles.of("a.zip", zip("release/Icon\r", new byte[9])).paths())
                .isEmpty();
    }

    /** The zip with its numbers moved into zip64 records, as APPNOTE 4.3.14, 4.3.15 and 4.5.3 have them. */
    private static byte[] zip64(byte[] name, byte[] content, int overstate) {
        ByteBuffer plain = ByteBuffer.wrap(crafted(name, 0, name, 0, new byte[28], content))
                .order(ByteOrder.LITTLE_ENDIAN);
        int row = find(plain.array(), ROW);
        int end = find(plain.array(), 0x06054b50);
        plain.putInt(row + 20, -1).putInt(row + 24, -1).putInt(row + 42, -1);
        int extra = row + 46 + name.length;
        plain.putShort(extra, (short) 1).putShort(extra + 2, (short) 24);
        plain.putLong(extra + 4, content.length)
                .putLong(extra + 12, content.length)
                .putLong(extra + 20, 0);
        ByteBuffer out = ByteBuffer.allocate(end + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        out.put(plain.array(), 0, end);
        out.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        out.putLong(1 + overstate).putLong(1 + overstate).putLong(end - row).putLong(row);
        out.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        out.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        return out.array();
    }

    @Test
    void recordsOfZip64AreRead() throws Exception {
        byte[] content = BundleBuilder.noise(3, 700);
        byte[] zip = zip64(utf8("x.bin"), content, 0);
        assertThat(ZipFiles.of("a.zip", zip).read("x.bin")).contains(content);
        byte[] many = zip64(utf8("x.bin"), content, ZipDirectory.MOST_ENTRIES);
        refused(FaultCode.BUNDLE_TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", many));
        byte[] astray = zip.clone();
        ByteBuffer.wrap(astray).order(ByteOrder.LITTLE_ENDIAN).putLong(find(zip, 0x07064b50) + 8, 5);
        assertThat(refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", astray)))
                .hasMessageContaining("zip64");
    }

    @Test
    void hugeRatioIsRefusedBeforeAnythingIsUnpacked() {
        refused(
                FaultCode.BUNDLE_TOO_LARGE,
                "a.zip",
                () -> ZipFiles.of("a.zip", zip("firmware.bin", new byte[15 << 20])));
    }

    @Test
    void tooManyEntriesAreRefused() {
        BundleBuilder many = new BundleBuilder();
        for (int i = 0; i <= ZipDirectory.MOST_ENTRIES; i++) {
            many.with("f" + i, new byte[0]);
        }
        refused(FaultCode.BUNDLE_TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", many.zip()));
    }

    @Test
    void entryThatUnpacksToMoreThanItSaysIsRefused() throws Exception {
        byte[] zip = zip("x.bin", new byte[5000]);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(find(zip, ROW) + 24, 10);
        ZipFiles files = ZipFiles.of("a.zip", zip);
        refused(FaultCode.BUNDLE_TOO_LARGE, "x.bin", () -> files.read("x.bin"));
    }

    @Test
    void lyingSizeAboveTheLimitIsRefused() {
        byte[] zip = zip("x.bin", new byte[5000]);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(find(zip, ROW) + 24, -1);
        refused(FaultCode.BUNDLE_TOO_LARGE, "a.zip", () -> ZipFiles.of("a.zip", zip));
    }

    @Test
    void changedContentIsRefusedByItsCrc() throws Exception {
        byte[] zip = zip("x.bin", BundleBuilder.noise(4, 5000));
        zip[1000] ^= 1;
        ZipFiles files = ZipFiles.of("a.zip", zip);
        assertThat(refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> files.read("x.bin")))
                .hasMessageContaining("x.bin");
    }

    @Test
    void localNameThatDiffersFromTheDirectoryIsRefused() throws Exception {
        byte[] zip = zip("x.bin", new byte[9]);
        zip[30] = 'y';
        ZipFiles files = ZipFiles.of("a.zip", zip);
        refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> files.read("x.bin"));
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        byte[] zip = new BundleBuilder()
                .with("x.bin", new byte[1])
                .with("y.bin", new byte[2])
                .zip();
        int second = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("y.bin");
        zip[second] = 'x';
        assertThat(refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", zip)))
                .hasMessageContaining("two entries x.bin");
    }

    @Test
    void encryptedEntryIsRefused() {
        byte[] zip = zip("x.bin", new byte[9]);
        zip[find(zip, ROW) + 8] |= 1;
        refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", zip));
    }

    @Test
    void everyTruncationIsRefusedWithTheOffsetOfTheEnd() {
        byte[] whole = zip("x.bin", new byte[50]);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(refused(FaultCode.BUNDLE_ZIP_DAMAGED, "a.zip", () -> ZipFiles.of("a.zip", cut))
                            .facts())
                    .containsEntry("offset", String.valueOf(length));
        }
    }
}
