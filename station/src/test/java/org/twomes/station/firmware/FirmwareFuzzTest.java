package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.twomes.station.Bounded;
import org.twomes.station.common.Digests;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultException;
import org.twomes.station.fault.Messages;
import org.twomes.station.firmware.files.ZipFiles;
import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.layout.FlashOffset;
import org.twomes.station.firmware.layout.FlasherArguments;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the bytes: an answer, or a {@link FaultException}, and nothing else. */
@Tag("rig")
class FirmwareFuzzTest {
    private static final byte[] ZIP = BundleBuilder.complete().zip();
    private static final byte[] IMAGE = BundleBuilder.image(0, BundleBuilder.noise(1, 200), BundleBuilder.noise(2, 40));

    /** Four files of the largest flash: what unpacking one of them and copying it may cost. */
    private static final long MOST_MEMORY = 64L << 20;

    /** Any other exception goes through and fails the property. */
    private static void refusedOrRead(Bounded.Reading reading) {
        Bounded.run(MOST_MEMORY, () -> {
            try {
                reading.run();
            } catch (FaultException e) {
                assertThat(e.isOf(FaultArea.BUNDLE)).as(e.getMessage()).isTrue();
                assertThat(e.remedy(Messages.english())).isNotBlank().doesNotContain("{");
            }
        });
    }

    @Property(tries = 500)
    void arbitraryBytesAsImage(@ForAll byte[] bytes) throws IOException {
        refusedOrRead(() -> EspImage.check("x", bytes));
        byte[] headed = bytes.clone();
        System.arraycopy(IMAGE, 0, headed, 0, Math.min(24, headed.length));
        refusedOrRead(() -> EspImage.check("x", headed));
        AppDescription.find(bytes);
    }

    @Property(tries = 500)
    void arbitraryBytesAsPartitionTable(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        refusedOrRead(() -> PartitionTable.parse("x", bytes));
        byte[] marked = bytes.clone();
        for (int at = 0; at + 2 <= marked.length; at += 32) {
            marked[at] = (byte) 0xAA;
            marked[at + 1] = 0x50;
        }
        refusedOrRead(() -> PartitionTable.parse("x", marked));
    }

    @Property(tries = 500)
    void arbitraryBytesAsZip(@ForAll byte[] bytes) throws IOException {
        refusedOrRead(() -> ZipFiles.of("x", bytes).read("firmware.bin"));
    }

    @Property(tries = 500)
    void arbitraryBytesAsFlasherArguments(@ForAll byte[] bytes) throws IOException {
        refusedOrRead(() -> FlasherArguments.read(bytes));
    }

    @Property(tries = 300)
    void arbitraryValuesInFlasherArguments(@ForAll String offset, @ForAll String file) throws IOException {
        String json = JsonMapper.shared().writeValueAsString(Map.of("flash_files", Map.of(offset, file)));
        refusedOrRead(() -> FlasherArguments.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 200)
    void deeplyNestedFlasherArguments(@ForAll @IntRange(min = 1, max = 30_000) int depth) {
        String json = "{\"flash_files\":".repeat(depth) + "[".repeat(depth);
        refusedOrRead(() -> FlasherArguments.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** The table's MD5 is made right again, which chance never does: the rows themselves are judged. */
    @Property(tries = 500)
    void changedRowsInAPartitionTable(@ForAll("changes") List<int[]> changes) {
        byte[] table = BundleBuilder.genericTable();
        int rows = 0;
        while (table[rows] == (byte) PartitionTable.ROW_MAGIC) {
            rows += PartitionTable.ROW_BYTES;
        }
        int end = rows;
        changes.forEach(change -> {
            int at = change[0] % end;
            table[at] = at % PartitionTable.ROW_BYTES < 2 ? table[at] : (byte) change[1];
        });
        var digest = Digests.md5();
        digest.update(table, 0, end);
        System.arraycopy(digest.digest(), 0, table, end + PartitionTable.MD5_AT, 16);
        refusedOrRead(() -> {
            int last = 0;
            for (Partition partition : PartitionTable.parse("x", table).partitions()) {
                assertThat(partition.offset()).isGreaterThanOrEqualTo(last);
                last = partition.end();
            }
            assertThat(last).isBetween(1, FlashOffset.LARGEST_FLASH);
        });
    }

    @Property(tries = 500)
    void changedBytesInAnImage(@ForAll("changes") List<int[]> changes) {
        byte[] image = IMAGE.clone();
        changes.forEach(change -> image[change[0] % image.length] = (byte) change[1]);
        refusedOrRead(() -> assertThat(EspImage.check("x", image).length()).isLessThan(image.length));
    }

    @Property(tries = 300)
    void changedBytesInAZip(@ForAll("changes") List<int[]> changes) throws IOException {
        byte[] zip = ZIP.clone();
        changes.forEach(change -> zip[change[0] % zip.length] = (byte) change[1]);
        refusedOrRead(() -> Bundle.of("x.zip", ZipFiles.of("x.zip", zip), BundleBuilder.expectations()));
    }

    /** The directory is at the end, where a few bytes steer everything. */
    @Property(tries = 500)
    void changedBytesInAZipDirectory(@ForAll("changes") List<int[]> changes) throws IOException {
        byte[] zip = ZIP.clone();
        changes.forEach(change -> zip[zip.length - 1 - change[0] % 300] = (byte) change[1]);
        refusedOrRead(() -> Bundle.of("x.zip", ZipFiles.of("x.zip", zip), BundleBuilder.expectations()));
    }

    @Property(tries = 300)
    void cutZip(@ForAll @IntRange(max = 60_000) int length) throws IOException {
        byte[] zip = Arrays.copyOf(ZIP, Math.min(length, ZIP.length - 1));
        refusedOrRead(() -> Bundle.of("x.zip", ZipFiles.of("x.zip", zip), BundleBuilder.expectations()));
    }

    @Property(tries = 500)
    void arbitraryTextAsNameAndSource(@ForAll String text) throws IOException {
        assertThat(BundleName.parse(text)).isNotNull();
        refusedOrRead(() -> BundleSource.parse(text));
        refusedOrRead(() -> BundleSource.parse("https://" + text));
    }

    @Property(tries = 200)
    void piecesMakeTheContentOnABlankChip(@ForAll("runs") byte[] content) throws DataFormatException {
        Region region = new RegionPacker().pack("x", 0x1000, content);

        byte[] flash = BundleBuilder.blank(0x1000 + content.length);
        int last = 0;
        for (Piece piece : region.pieces()) {
            assertThat(piece.offset()).isGreaterThanOrEqualTo(last);
            assertThat(piece.offset() % 0x1000).isZero();
            assertThat(piece.length() % 4).isZero();
            Inflater inflater = new Inflater();
            inflater.setInput(piece.zlib());
            assertThat(inflater.inflate(flash, piece.offset(), piece.length())).isEqualTo(piece.length());
            inflater.end();
            last = piece.offset() + piece.length();
        }
        assertThat(Arrays.copyOfRange(flash, 0x1000, flash.length)).isEqualTo(content);
        assertThat(region.blank()).isEqualTo(region.pieces().isEmpty());
    }

    @Provide
    Arbitrary<List<int[]>> changes() {
        Arbitrary<int[]> change = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 255))
                .as((at, value) -> new int[] {at, value});
        return change.list().ofMinSize(1).ofMaxSize(6);
    }

    /** Runs of content and of erased flash, each up to 40 KB, words. */
    @Provide
    Arbitrary<byte[]> runs() {
        Arbitrary<byte[]> run = Combinators.combine(
                        Arbitraries.integers().between(1, 10_000), Arbitraries.of((byte) 0xFF, (byte) 0, (byte) 0x5A))
                .as((words, value) -> {
                    byte[] bytes = new byte[words * 4];
                    Arrays.fill(bytes, value);
                    return bytes;
                });
        return run.list().ofMinSize(1).ofMaxSize(6).map(FirmwareFuzzTest::joined);
    }

    private static byte[] joined(List<byte[]> runs) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        runs.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
