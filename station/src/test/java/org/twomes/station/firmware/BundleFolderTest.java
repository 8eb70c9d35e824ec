package org.twomes.station.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.twomes.station.firmware.BundleBuilder.complete;
import static org.twomes.station.firmware.BundleBuilder.expectations;
import static org.twomes.station.firmware.BundleFaults.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.fault.FaultCode;

/** Where in a zip or folder the bundle lies; each test as a zip and as a folder. */
@Tag("fast")
class BundleFolderTest {
    private static final String ARGUMENTS =
            "{\"flash_files\":{\"0x1000\":\"boot/bootloader.bin\",\"0x18000\":\"t.bin\","
                    + "\"0x20000\":\"app.bin\"},\"app\":{\"file\":\"app.bin\"},\"partition-table\":{\"file\":\"t.bin\"}}";

    @TempDir
    private Path folder;

    private static BundleBuilder within(BundleBuilder all, String path) {
        complete().files.forEach((name, content) -> all.with(path + name, content));
        return all;
    }

    private Bundle open(BundleBuilder files, boolean zip) throws Exception {
        if (zip) {
            return files.open();
        }
        for (Map.Entry<String, byte[]> file : files.files.entrySet()) {
            Path path = folder.resolve("bundle").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return Bundle.open(folder.resolve("bundle"), expectations());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOneCompleteFolderIsTakenHoweverDeep(boolean zip) throws Exception {
        BundleBuilder files = within(new BundleBuilder(), "artifact/release v3/")
                .with("README.txt", new byte[3])
                .with("artifact/symbols/firmware.bin", new byte[7]);
        assertThat(open(files, zip).plan(4 << 20).md5())
                .isEqualTo(complete().open().plan(4 << 20).md5());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatADesktopLeavesBehindNeverCounts(boolean zip) throws Exception {
        BundleBuilder files = within(new BundleBuilder(), "release/");
        within(files, "__MACOSX/release/");
        files.with("release/.DS_Store", new byte[5]).with("release/._firmware.bin", new byte[5]);
        assertThat(open(files, zip).regions()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoCompleteFoldersAreBothNamed(boolean zip) {
        BundleBuilder files = within(within(new BundleBuilder(), "coreink/"), "esp32dev/v3/");
        assertThat(refused(FaultCode.BUNDLE_SEVERAL, zip ? ".zip" : "bundle", () -> open(files, zip)))
                .hasMessageContaining("'coreink/'")
                .hasMessageContaining("'esp32dev/v3/'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTopCountsAsOneOfTwo(boolean zip) {
        BundleBuilder top = within(complete(), "old/");
        assertThat(refused(FaultCode.BUNDLE_SEVERAL, zip ? ".zip" : "bundle", () -> open(top, zip)))
                .hasMessageContaining("its top and 'old/'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aZipInAZipIsNamed(boolean zip) {
        BundleBuilder files = new BundleBuilder()
                .with("release_v3.zip", complete().zip())
                .with("__MACOSX/._release_v3.zip", new byte[9]);
        assertThat(refused(FaultCode.BUNDLE_ZIP_IN_ZIP, zip ? ".zip" : "bundle", () -> open(files, zip)))
                .hasMessageContaining("holds only release_v3.zip: unpack it once");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMissingFileIsNamedWithTheFolderThatHasTheOthers(boolean zip) {
        BundleBuilder files = within(new BundleBuilder(), "a/b/")
                .without("a/b/partitions.bin")
                .with("c/firmware.bin", new byte[4]);
        assertThat(refused(FaultCode.BUNDLE_FILE_MISSING, "partitions.bin", () -> open(files, zip)))
                .hasMessageContaining("a/b/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBuildFolderBringsItsOwnLayout(boolean zip) throws Exception {
        Map<String, byte[]> own = complete().files;
        BundleBuilder files = new BundleBuilder()
                .with("hello/build/flasher_args.json", ARGUMENTS.getBytes(StandardCharsets.UTF_8))
                .with("hello/build/boot/bootloader.bin", own.get("bootloader.bin"))
                .with("hello/build/t.bin", own.get("partitions.bin"))
                .with("hello/build/app.bin", own.get("firmware.bin"))
                .with("hello/other/flasher_args.json", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(open(files, zip).regions())
                .extracting(RegionSummary::name)
                .containsExactly("boot/bootloader.bin", "t.bin", "app.bin");
    }
}
