package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.twomes.station.firmware.BundleBuilder.blank;
import static org.twomes.station.firmware.BundleBuilder.complete;
import static org.twomes.station.firmware.BundleBuilder.expectations;
import static org.twomes.station.firmware.BundleBuilder.image;
import static org.twomes.station.firmware.BundleBuilder.noise;
import static org.twomes.station.firmware.BundleBuilder.row;
import static org.twomes.station.firmware.BundleBuilder.table;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Digests;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.config.BundleSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.ZipFiles;

@Tag("fast")
class BundleTest {
    private static final String TEST_BUILD = "presence_ESP32DEV_TEST_SERVER_v1.0.0.zip";

    @TempDir
    private Path folder;

    @Test
    void signedFirmwareBesidesIsIgnored() throws Exception {
        Bundle bundle =
                complete().with("firmware-signed_ESP32DEV.bin", noise(9, 100)).open();
        assertThat(bundle.regions())
                .extracting(RegionSummary::name)
                .containsExactly("bootloader.bin", "partitions.bin", "ota_data_initial.bin", "firmware.bin");
    }

    @Test
    void aUnitsOwnRegionIsProvenWithTheOthersAndTheyAreShared() throws Exception {
        Bundle bundle = complete().open();
        FlashPlan shared = bundle.plan(4 << 20);
        Partition nvs = bundle.partitions().nvs().orElseThrow();
        byte[] content = noise(7, 0x1000);
        FlashPlan own = bundle.plan(4 << 20, new OwnRegion("nvs", nvs.offset(), content));

        byte[] flash = new byte[4 << 20];
        Arrays.fill(flash, (byte) 0xFF);
        for (Region region : own.regions()) {
            Inflater inflater = new Inflater();
            inflater.setInput(region.zlib());
            assertThat(inflater.inflate(flash, region.offset(), region.length()))
                    .isEqualTo(region.length());
            inflater.end();
        }
        assertThat(Arrays.copyOfRange(flash, nvs.offset(), nvs.offset() + 0x1000))
                .isEqualTo(content);
        assertThat(own.md5()).isEqualTo(Digests.md5().digest(flash)).isNotEqualTo(shared.md5());
        assertThat(own.md5OfBlank()).isEqualTo(shared.md5OfBlank());
        assertThat(own.regions()).hasSize(shared.regions().size() + 1);
        assertThat(own.regions())
                .filteredOn(Region::own)
                .extracting(Region::name)
                .containsExactly("nvs");
        shared.regions().forEach(region -> assertThat(own.regions()).anyMatch(each -> each == region));
        int covered = own.gaps().stream().mapToInt(Gap::length).sum()
                + own.regions().stream().mapToInt(Region::length).sum();
        assertThat(covered).isEqualTo(4 << 20);
        assertThat(bundle.plan(4 << 20)).isSameAs(shared);
    }

    @Test
    void aUnitsOwnRegionNeverOverlapsAFile() throws Exception {
        Bundle bundle = complete().open();
        for (int offset : new int[] {0x1000, 0x20000, 0x19001, (4 << 20) - 0x1000 + 1}) {
            assertThatThrownBy(() -> bundle.plan(4 << 20, new OwnRegion("nvs", offset, new byte[0x1000])))
                    .hasMessageContaining("nvs at 0x" + Integer.toHexString(offset) + " has no room");
        }
    }

    @Test
    void testBuildNeverMeetsProductionNorTheReverse() throws Exception {
        var production = expectations(Optional.empty(), Optional.of(Environment.PRODUCTION));
        var test = expectations(Optional.empty(), Optional.of(Environment.TEST));
        String productionBuild = TEST_BUILD.replace("TEST", "PRODUCTION");

        refused(FaultCode.BUNDLE_WRONG_SERVER, TEST_BUILD, () -> complete().open(TEST_BUILD, production));
        refused(FaultCode.BUNDLE_WRONG_SERVER, productionBuild, () -> complete().open(productionBuild, test));
        refused(
                FaultCode.BUNDLE_WRONG_SERVER,
                "renamed copy-test_server.zip",
                () -> complete().open("renamed copy-test_server.zip", production));
        assertThat(complete().open(TEST_BUILD, test).server()).contains(Environment.TEST);
        assertThat(complete().open(productionBuild, production).server()).contains(Environment.PRODUCTION);
    }

    @Test
    void otherBoardIsRefusedAndSoIsANameThatDoesNotSay() throws Exception {
        var coreInk = expectations(Optional.of("M5STACK_COREINK"), Optional.empty());
        refused(FaultCode.BUNDLE_WRONG_BOARD, TEST_BUILD, () -> complete().open(TEST_BUILD, coreInk));
        refused(FaultCode.BUNDLE_WRONG_BOARD, "mine.zip", () -> complete().open("mine.zip", coreInk));
        assertThat(complete().open("room_M5STACK_COREINK_v1.zip", coreInk).board())
                .contains("M5STACK_COREINK");
    }

    @Test
    void pinnedHashIsChecked() throws Exception {
        byte[] zip = complete().zip();
        var open = expectations();
        var pinned = new BundleExpectations(
                open.layout(),
                open.flash(),
                Optional.of(Digests.sha256Hex(zip)),
                open.board(),
                open.environment(),
                false);
        Bundle bundle = Bundle.of("a.zip", ZipFiles.of("a.zip", zip), pinned);
        assertThat(bundle.sha256()).isEqualTo(Digests.sha256Hex(zip));
        refused(
                FaultCode.BUNDLE_WRONG_HASH,
                "b.zip",
                () -> complete().without("firmware.bin").open("b.zip", pinned));
    }

    @Test
    void missingOrEmptyFileIsNamed() {
        refused(
                FaultCode.BUNDLE_FILE_MISSING,
                "firmware.bin",
                () -> complete().without("firmware.bin").open());
        refused(
                FaultCode.BUNDLE_IMAGE_DAMAGED,
                "firmware.bin",
                () -> complete().with("firmware.bin", new byte[0]).open());
    }

    @Test
    void bundleForAnotherChipIsRefused() {
        refused(
                FaultCode.BUNDLE_WRONG_CHIP,
                "firmware.bin",
                () -> complete().with("firmware.bin", image(5, noise(1, 64))).open());
        refused(
                FaultCode.BUNDLE_WRONG_CHIP,
                "bootloader.bin",
                () -> complete().with("bootloader.bin", image(9, noise(1, 64))).open());
    }

    @Test
    void offsetsOfTheLayoutMustBeThoseOfThePartitionTable() {
        byte[] gateway = table(
                row(1, 2, 0xa000, 0x4000, "nvs"),
                row(1, 0, 0xe000, 0x2000, "otadata"),
                row(0, 0x10, 0x10000, 0x200000, "ota_0"));
        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_MISMATCH,
                        "partitions.bin",
                        () -> complete().with("partitions.bin", gateway).open()))
                .hasMessageContaining("ota_0")
                .extracting(FaultException::advised, STRING)
                .contains("bundle.layout");

        byte[] noOtaData = table(row(0, 0x10, 0x20000, 0x1f0000, "ota_0"));
        refused(
                FaultCode.BUNDLE_LAYOUT_MISMATCH,
                "ota_data_initial.bin",
                () -> complete().with("partitions.bin", noOtaData).open());

        byte[] appElsewhere = table(row(1, 0, 0x1d000, 0x2000, "otadata"), row(0, 0x10, 0x30000, 0x100000, "ota_0"));
        refused(
                FaultCode.BUNDLE_LAYOUT_MISMATCH,
                "firmware.bin",
                () -> complete().with("partitions.bin", appElsewhere).open());
    }

    @Test
    void rowsOfBootloaderAndTableAreCheckedAgainstTheLayout() throws Exception {
        Bundle bundle = complete()
                .with("partitions.bin", withBootRows(0x1000, 0x17000, 0x18000))
                .open();
        assertThat(bundle.plan(4 << 20).md5()).hasSize(16);
        assertThat(bundle.partitions().partitions()).hasSize(6);

        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_MISMATCH,
                        "partitions.bin",
                        () -> complete()
                                .with("partitions.bin", withBootRows(0x1000, 0x7000, 0x8000))
                                .open()))
                .hasMessageContaining("partition_table at 0x8000")
                .extracting(FaultException::advised, STRING)
                .contains("bundle.layout");
        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_MISMATCH,
                        "bootloader.bin",
                        () -> complete()
                                .with("partitions.bin", withBootRows(0x2000, 0x7000, 0x18000))
                                .open()))
                .hasMessageContaining("bootloader at 0x2000");
        refused(
                FaultCode.BUNDLE_DOES_NOT_FIT,
                "bootloader.bin",
                () -> complete()
                        .with("partitions.bin", withBootRows(0x1000, 0x1000, 0x18000))
                        .with("bootloader.bin", image(0, noise(1, 8000)))
                        .open());
    }

    @Test
    void noOtherPartitionMayLieOnTheBootloader() {
        byte[] table = table(
                row(1, 2, 0x1000, 0x4000, "nvs"),
                row(1, 0, 0x1d000, 0x2000, "otadata"),
                row(0, 0x10, 0x20000, 0x1f0000, "ota_0"));
        assertThat(refused(
                        FaultCode.BUNDLE_LAYOUT_MISMATCH,
                        "bootloader.bin",
                        () -> complete().with("partitions.bin", table).open()))
                .hasMessageContaining("partition nvs");
    }

    private static byte[] withBootRows(int bootloader, int length, int table) {
        return table(
                row(2, 0, bootloader, length, "bootloader"),
                row(3, 0, table, 0x1000, "partition_table"),
                row(1, 2, 0x19000, 0x4000, "nvs"),
                row(1, 0, 0x1d000, 0x2000, "otadata"),
                row(0, 0x10, 0x20000, 0x1f0000, "ota_0"),
                row(2, 2, 0x210000, 0x8000, "recovery_boot"));
    }

    @Test
    void gatewayLayoutTakesItsOwnTable() throws Exception {
        byte[] gateway = table(
                row(1, 2, 0xa000, 0x4000, "nvs"),
                row(1, 0, 0xe000, 0x2000, "otadata"),
                row(0, 0x10, 0x10000, 0x200000, "ota_0"),
                row(0, 0x11, 0x210000, 0x200000, "ota_1"));
        var expected = BundleExpectations.of(
                new BundleSection("", "", "p1-gateway", Optional.empty(), ""),
                BundleBuilder.PROCEDURE,
                Optional.empty(),
                false);
        Bundle bundle = complete().with("partitions.bin", gateway).open("gateway.zip", expected);

        assertThat(bundle.plan(8 << 20).regions())
                .extracting(Region::offset)
                .containsExactly(0x1000, 0x9000, 0xe000, 0x10000);
        refused(FaultCode.FLASH_TOO_SMALL, "gateway.zip", () -> bundle.plan(4 << 20));
    }

    @Test
    void firmwareLargerThanItsPartitionIsRefused() {
        byte[] small = table(row(1, 0, 0x1d000, 0x2000, "otadata"), row(0, 0x10, 0x20000, 0x9000, "ota_0"));
        assertThat(refused(
                                FaultCode.BUNDLE_DOES_NOT_FIT,
                                "firmware.bin",
                                () -> complete().with("partitions.bin", small).open())
                        .facts())
                .containsEntry("offset", String.valueOf(0x9000));
    }

    @Test
    void chipThatIsTooSmallOrOfNoKnownSizeIsRefused() throws Exception {
        Bundle bundle = complete().open();
        refused(FaultCode.FLASH_TOO_SMALL, "v1.2.3.zip", () -> bundle.plan(2 << 20));
        refused(FaultCode.BUNDLE_SETTING_UNKNOWN, "flash.size", () -> bundle.plan(5 << 20));
    }

    /** An ESP32 reaches 16 MB; the header tells what there is. */
    @Test
    void moreThanSixteenMegabytesArePlannedAsFarAsTheyAreReached() throws Exception {
        Bundle bundle = complete().open();
        FlashPlan small = bundle.plan(16 << 20);
        FlashPlan large = bundle.plan(64 << 20);
        assertThat(large.flashSize()).isEqualTo(16 << 20);
        assertThat(large.gaps()).usingRecursiveComparison().isEqualTo(small.gaps());
        assertThat(large.regions()).hasSameSizeAs(small.regions());
        assertThat(large.md5()).as("another size in the bootloader's header").isNotEqualTo(small.md5());
    }

    @Test
    void flasherArgumentsGiveTheOffsets() throws Exception {
        BundleBuilder build = new BundleBuilder()
                .with("flasher_args.json", arguments("esp32"))
                .with("bootloader/bootloader.bin", complete().files.get("bootloader.bin"))
                .with(
                        "partition_table/partition-table.bin",
                        table(row(1, 2, 0x9000, 0x6000, "nvs"), row(0, 0, 0x10000, 0x100000, "factory")))
                .with("hello.bin", complete().files.get("firmware.bin"));

        Bundle bundle = build.open();

        assertThat(bundle.regions())
                .extracting(RegionSummary::place)
                .containsExactly("bootloader", "partition table", "factory");
        assertThat(bundle.plan(2 << 20).regions()).extracting(Region::offset).containsExactly(0x1000, 0x8000, 0x10000);
        refused(
                FaultCode.BUNDLE_WRONG_CHIP,
                "flasher_args.json",
                () -> build.with("flasher_args.json", arguments("esp32s3")).open());
        refused(
                FaultCode.BUNDLE_PATH_ESCAPES,
                "flasher_args.json",
                () -> build.with(
                                "flasher_args.json",
                                "{\"flash_files\":{\"0x1000\":\"../../secret\"}}".getBytes(StandardCharsets.UTF_8))
                        .open());
    }

    @Test
    void folderIsABundleTooAndMayNotLinkOutOfItself() throws Exception {
        Path bundleFolder = Files.createDirectory(folder.resolve("unpacked"));
        for (Map.Entry<String, byte[]> file : complete().files.entrySet()) {
            Files.write(bundleFolder.resolve(file.getKey()), file.getValue());
        }
        Bundle unpacked = Bundle.open(bundleFolder, expectations());
        assertThat(unpacked.plan(4 << 20).md5())
                .isEqualTo(complete().open().plan(4 << 20).md5());
        assertThat(unpacked.sha256()).hasSize(64);

        Path outside =
                Files.write(folder.resolve("outside.bin"), complete().files.get("firmware.bin"));
        Files.delete(bundleFolder.resolve("firmware.bin"));
        Files.createSymbolicLink(bundleFolder.resolve("firmware.bin"), outside);
        refused(FaultCode.BUNDLE_PATH_ESCAPES, "firmware.bin", () -> Bundle.open(bundleFolder, expectations()));
    }

    @Test
    void fileOfAnyLengthIsFilledToWholeWords() throws Exception {
        byte[] table = new byte[0xC0 + 1];
        System.arraycopy(BundleBuilder.genericTable(), 0, table, 0, table.length);
        Region region = complete()
                .with("partitions.bin", table)
                .open()
                .plan(4 << 20)
                .regions()
                .get(1);
        assertThat(region.length()).isEqualTo(0xC4);
        assertThat(region.pieces()).extracting(Piece::length).containsExactly(0xC0);
    }

    @Test
    void fileThatIsNotThereIsSaid() {
        refused(FaultCode.BUNDLE_UNREADABLE, "none.zip", () -> Bundle.open(folder.resolve("none.zip"), expectations()));
    }

    @Test
    void blankApplicationPartsAreNotSent() throws Exception {
        byte[] middle = blank(0x10000);
        byte[] firmware = image(0, noise(1, 0x3000), middle, noise(2, 0x100));
        Region app = complete()
                .with("firmware.bin", firmware)
                .open()
                .plan(4 << 20)
                .regions()
                .get(3);
        assertThat(app.pieces()).hasSize(2);
        assertThat(app.pieces().get(1).offset() % 0x1000).isZero();
    }

    private static byte[] arguments(String chip) {
        return """
                {"flash_settings": {"flash_mode": "dio", "flash_size": "2MB", "flash_freq": "40m"},
                 "flash_files": {"0x1000": "bootloader/bootloader.bin", "0x10000": "hello.bin",
                                 "0x8000": "partition_table/partition-table.bin"},
                 "app": {"offset": "0x10000", "file": "hello.bin", "encrypted": "false"},
                 "partition-table": {"offset": "0x8000", "file": "partition_table/partition-table.bin"},
                 "extra_esptool_args": {"chip": "%s"}}""".formatted(chip).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBundleWithoutAStoreIsRefusedWhereUnitsAreGivenSomethingOfTheirOwn() throws Exception {
        byte[] without = table(row(1, 0, 0x1d000, 0x2000, "otadata"), row(0, 0x10, 0x20000, 0x1f0000, "ota_0"));
        var expected = BundleExpectations.of(
                new BundleSection("", "", "generic-v3", Optional.empty(), ""),
                BundleBuilder.PROCEDURE,
                Optional.empty(),
                true);
        assertThat(complete().open("a.zip", expected).ownPartition().offset()).isEqualTo(0x19000);
        refused(
                FaultCode.BUNDLE_WITHOUT_STORE,
                "a.zip",
                () -> complete().with("partitions.bin", without).open("a.zip", expected));
    }
}
