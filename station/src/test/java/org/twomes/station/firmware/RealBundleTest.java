package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Digests;
import org.twomes.station.config.BackOfficeSection.Environment;

/** The bundle that boots on a real ESP32: what we make of it is what esptool writes. */
@Tag("fast")
class RealBundleTest {
    private static final String NAME = "twomes-hello_ESP32DEV_v3.0.0.zip";
    /** Of the finished 4 MB flash, as esptool's erase-flash and write-flash leave it. */
    private static final String FLASH_SHA256 = "a79a3818fcce87d6b16e8fb819081ada6227458caa76604670d1d0b8b4c77272";

    @TempDir
    private Path folder;

    private Bundle bundle;

    @BeforeEach
    void open() throws IOException {
        Path zip = folder.resolve(NAME);
        try (InputStream in = RealBundleTest.class.getResourceAsStream("/org/twomes/station/rig/" + NAME)) {
            Files.copy(in, zip);
        }
        bundle = Bundle.open(
                zip, BundleBuilder.expectations(Optional.of("ESP32DEV"), Optional.of(Environment.PRODUCTION)));
    }

    @Test
    void finishedFlashIsTheOneThatEsptoolMakes() throws Exception {
        FlashPlan plan = bundle.plan(4 << 20);

        byte[] flash = BundleBuilder.blank(4 << 20);
        for (Region region : plan.regions()) {
            inflate(region.zlib(), flash, region.offset(), region.length());
        }

        assertThat(Digests.sha256Hex(flash)).isEqualTo(FLASH_SHA256);
        assertThat(plan.md5()).isEqualTo(MessageDigest.getInstance("MD5").digest(flash));
    }

    @Test
    void piecesAloneMakeTheSameFlashOnABlankChip() throws Exception {
        byte[] flash = BundleBuilder.blank(4 << 20);
        for (Region region : bundle.plan(4 << 20).regions()) {
            for (Piece piece : region.pieces()) {
                inflate(piece.zlib(), flash, piece.offset(), piece.length());
            }
        }

        assertThat(Digests.sha256Hex(flash)).isEqualTo(FLASH_SHA256);
    }

    @Test
    void regionsAndGapsCoverTheChipWithoutOverlapAndHaveTheirMd5() throws Exception {
        FlashPlan plan = bundle.plan(4 << 20);
        byte[] flash = BundleBuilder.blank(4 << 20);
        int covered = 0;
        for (Region region : plan.regions()) {
            inflate(region.zlib(), flash, region.offset(), region.length());
            covered += region.length();
            byte[] part = Arrays.copyOfRange(flash, region.offset(), region.end());
            assertThat(region.md5()).isEqualTo(MessageDigest.getInstance("MD5").digest(part));
        }
        for (Gap gap : plan.gaps()) {
            covered += gap.length();
            byte[] part = Arrays.copyOfRange(flash, gap.offset(), gap.offset() + gap.length());
            assertThat(part).containsOnly(0xFF);
            assertThat(gap.md5OfBlank())
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(part));
        }
        assertThat(covered).isEqualTo(4 << 20);
    }

    @Test
    void describesItself() {
        assertThat(bundle.board()).contains("ESP32DEV");
        assertThat(bundle.server()).isEmpty();
        assertThat(bundle.version()).contains("v3.0.0");
        assertThat(bundle.description())
                .contains(new AppDescription("v3.0.0", "twomes-hello", "Oct 24 2022 12:00:00", "v4.2"));
        assertThat(bundle.sha256()).isEqualTo(sha256Of(NAME));
        assertThat(bundle.partitions().nvs()).contains(new Partition("nvs", 1, 2, 0x19000, 0x4000));
        assertThat(bundle.regions())
                .extracting(RegionSummary::name, RegionSummary::offset, RegionSummary::size, RegionSummary::place)
                .containsExactly(
                        tuple("bootloader.bin", 0x1000, 1072, "bootloader"),
                        tuple("partitions.bin", 0x18000, 3072, "partition table"),
                        tuple("ota_data_initial.bin", 0x1d000, 8192, "otadata"),
                        tuple("firmware.bin", 0x20000, 1202224, "ota_0"));
    }

    @Test
    void otaDataIsMarkedBlankAndPlanIsMadeOnce() throws Exception {
        FlashPlan plan = bundle.plan(4 << 20);

        assertThat(plan.regions())
                .filteredOn(Region::blank)
                .extracting(Region::name)
                .containsExactly("ota_data_initial.bin");
        assertThat(bundle.plan(4 << 20)).isSameAs(plan);
        assertThat(bundle.plan(8 << 20).regions().get(3).zlib())
                .isSameAs(plan.regions().get(3).zlib());
    }

    private String sha256Of(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(name))));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void inflate(byte[] zlib, byte[] flash, int offset, int length) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(zlib);
        assertThat(inflater.inflate(flash, offset, length)).isEqualTo(length);
        assertThat(inflater.inflate(new byte[1])).isZero();
        assertThat(inflater.finished()).isTrue();
        inflater.end();
    }
}
