package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.rig.Rig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code station bundle} as a person calls it. */
@Tag("rig")
class BundleCommandTest {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    Path folder;

    private Path config;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        config = folder.resolve("station.yaml");
        file = folder.resolve(BUNDLE);
        Files.writeString(config, "station: {name: bench, data: data}\n");
        try (InputStream in = Rig.class.getResourceAsStream(BUNDLE)) {
            Files.copy(in, file);
        }
    }

    private Cli bundle(String action, String... more) {
        String[] call = {"bundle", action, "--config", config.toString()};
        String[] all = Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        return Cli.run(all);
    }

    private String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void checkPrintsTheRegionsAsATable() throws Exception {
        Cli check = bundle("check", file.toString());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out())
                .contains(
                        BUNDLE + " is valid.", "SHA-256 " + sha256(), "board   ESP32DEV", "chips   ESP32, revision any")
                .containsPattern("(?i)offset +size +packed +file +place +method +md5")
                .containsPattern("0x001000 +1072 .*bootloader.bin")
                .containsPattern("0x018000 +3072 .*partitions.bin")
                .containsPattern("0x01d000 +8192 .*ota_data_initial.bin")
                .containsPattern("0x020000 +1202224 .*firmware.bin");
    }

    @Test
    void checkGivesTheRegionsAsJsonToo() throws Exception {
        Cli check = bundle("check", file.toString(), "--json");
        assertThat(check.code()).as(check.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(check.out());
        assertThat(json.path("name").asString()).isEqualTo(BUNDLE);
        assertThat(json.path("sha256").asString()).isEqualTo(sha256());
        assertThat(json.path("regions")
                        .valueStream()
                        .map(region -> region.path("offset").asString()))
                .containsExactly("0x001000", "0x018000", "0x01d000", "0x020000");
        assertThat(json.path("chipRevisions").path("minimum").asInt(-1)).isZero();
        assertThat(json.path("chipRevisions").path("maximum").asInt()).isEqualTo(65_535);
        assertThat(json.path("regions").get(0).path("size").asInt()).isEqualTo(1072);
        assertThat(bundle("check").code()).as("no file is named").isEqualTo(ExitCode.USAGE);
    }

    @Test
    void checkSaysWhatIsOddAboutASoundBundle() throws Exception {
        byte[] table = new byte[0xC00];
        Arrays.fill(table, (byte) 0xFF);
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            byte[] rows = Files.readAllBytes(zip.getPath("partitions.bin"));
            System.arraycopy(rows, 0, table, 0, 5 * 32);
            Files.write(zip.getPath("partitions.bin"), table);
        }
        Cli check = bundle("check", file.toString());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("is valid.", "remark  partitions.bin: has no row with its MD5");
        JsonNode json = JsonMapper.shared()
                .readTree(bundle("check", file.toString(), "--json").out());
        assertThat(json.path("remarks").get(0).asString()).contains("partitions.bin");
    }

    @Test
    void tildeInAnOptionIsOnesHomeOrRefusedInWords() {
        String home = System.getProperty("user.home");
        Cli own = bundle("check", "~/none-of-this-name.zip");
        assertThat(own.code()).isEqualTo(ExitCode.FAILED);
        assertThat(own.err()).contains(home + "/none-of-this-name.zip");
        Cli other = bundle("check", "~bob/fw.zip");
        assertThat(other.code()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("'~bob/fw.zip'", "write the whole path");
        assertThat(Cli.run("config", "check", "~bob/station.yaml").err()).contains("write the whole path");
        assertThat(bundle("add", "~bob/fw.zip").err()).contains("write the whole path");
    }

    @Test
    void aLayoutThatIsNotThereIsSaidByConfigCheck() throws Exception {
        Files.writeString(
                config, "station: {name: bench, data: data}\nbackOffice: {api: none}\nbundle: {layout: nope}\n");
        Cli check = Cli.run("config", "check", config.toString());
        assertThat(check.code()).isEqualTo(ExitCode.USAGE);
        assertThat(check.err()).contains("bundle.layout", "nope.yaml");
    }

    @Test
    void configCheckWarnsOfATimeThatNeverComesAndComplainsOfOneThatIsNone() throws Exception {
        String head = "station: {name: bench, data: data}\nbackOffice: {api: none}\n";
        Files.writeString(config, head + "sticker: {flushCron: \"0 0 0 31 2 ?\"}\n");
        Cli never = Cli.run("config", "check", config.toString());
        assertThat(never.code()).as(never.err()).isZero();
        assertThat(never.out()).contains("warning: " + config + ":3:", "sticker.flushCron", "never", "is right");
        Files.writeString(config, head + "sticker: {flushCron: \"17:00\"}\n");
        for (Cli refused :
                List.of(Cli.run("config", "check", config.toString()), Cli.run("run", "--config", config.toString()))) {
            assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err())
                    .contains(config + ":3:", "sticker.flushCron", "0 0 17 * * ?")
                    .doesNotContain("made a mistake");
        }
    }

    @Test
    void aDamagedBundleIsExitCodeOneWithFileOffsetAndRemedy() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Cli check = bundle("check", file.toString());
        assertThat(check.code()).isEqualTo(ExitCode.FAILED);
        assertThat(check.err())
                .contains(file + " at 0x" + Integer.toHexString(bytes.length / 2) + ": ", "cut short")
                .contains("Download the bundle again")
                .endsWith("\n");
        assertThat(check.out()).isEmpty();
    }

    @Test
    void addPutsItIntoTheCatalogueAndSaysHowToPinIt() throws Exception {
        Cli add = bundle("add", file.toString());
        assertThat(add.code()).as(add.err()).isZero();
        assertThat(add.out()).contains("name: " + BUNDLE, "sha256: " + sha256());
        assertThat(bundle("list").out()).contains(BUNDLE);
    }

    @Test
    void addRefusesASourceThatIsNone() {
        Cli add = bundle("add", "owner/repo");
        assertThat(add.code()).isNotEqualTo(ExitCode.OK);
        assertThat(add.err()).contains("owner/repo").doesNotContain("made a mistake");
    }
}
