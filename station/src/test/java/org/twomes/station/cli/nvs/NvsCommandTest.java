package org.twomes.station.cli.nvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.cli.Cli;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.nvs.NvsReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code station nvs make} and {@code station nvs show} of files. */
@Tag("fast")
class NvsCommandTest {
    private static final String TOKEN = "2546283135";

    @TempDir
    Path folder;

    private Path reference(String name) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(NvsReader.class.getResourceAsStream(name))) {
            Files.copy(in, file);
        }
        return file;
    }

    private Cli make(Path csv, String file, String size) {
        return Cli.run("nvs", "make", csv.toString(), folder.resolve(file).toString(), "--size", size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x4000", "0X4000", "16384"})
    void makesThePartitionOfACsv(String size) throws Exception {
        Cli made = make(reference("types.csv"), "made.bin", size);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("made.bin: 15 values in 1 of 4 pages, 16384 bytes");
        assertThat(folder.resolve("made.bin")).hasSameBinaryContentAs(reference("types.bin"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made.bin"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aCallThatIsWrongMakesNothingAndSaysWhy() throws Exception {
        Path csv = reference("twomes.csv");
        assertThat(make(csv, "a.bin", "0x4001").err()).contains("give a multiple of 4096");
        assertThat(make(csv, "a.bin", "16k").err()).contains("--size", "write 16384 or 0x4000");
        assertThat(make(folder.resolve("none.csv"), "a.bin", "0x4000").err()).contains("There is no file", "none.csv");
        Files.writeString(csv, "key,type,encoding,value\nn,namespace,,\ndat,data,u32,4294967296\n");
        Cli wrong = make(csv, "a.bin", "0x4000");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .startsWith("twomes.csv:3:14: dat: the value is out of the range of u32")
                .doesNotContain("4294967296");
        assertThat(folder.resolve("a.bin")).doesNotExist();
        Path there = reference("types.bin");
        Cli exists = make(reference("types.csv"), "types.bin", "0x4000");
        assertThat(exists.err()).contains("Nothing was written", "exists");
        assertThat(there).hasSize(0x4000);
    }

    @Test
    void aPartitionThatCanOnlyBeReadIsRemarked() throws Exception {
        Cli made = make(reference("twomes.csv"), "small.bin", "0x1000");
        assertThat(made.code()).isZero();
        assertThat(made.err()).contains("must be flagged readonly");
    }

    @Test
    void showsValuesAndMasksSecretsUnlessAskedFor() throws Exception {
        String file = reference("twomes.bin").toString();
        Cli shown = Cli.run("nvs", "show", file);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsPattern("twomes_storage +dat +u32 +\\*{6}")
                .contains("1 value in 1 of 4 pages; 1 value is masked (--secrets shows them).")
                .doesNotContain(TOKEN);
        assertThat(Cli.run("nvs", "show", file, "--json").out()).doesNotContain(TOKEN);
        assertThat(Cli.run("nvs", "show", file, "--secrets").out())
                .contains(TOKEN)
                .doesNotContain("masked");
        JsonNode json = JsonMapper.shared()
                .readTree(Cli.run("nvs", "show", file, "--secrets", "--json").out());
        assertThat(json.path("values").path(0).path("value").asString()).isEqualTo(TOKEN);
        assertThat(Cli.run("nvs", "show", reference("types.bin").toString()).out())
                .containsPattern("factory +serial +string +9 +TW-000123")
                .containsPattern("factory +i64 +i64 +-9223372036854775808")
                .containsPattern("factory +hex +blob +16 +00112233445566778899aabbccddeeff")
                .containsPattern("second +utf +string +8 +ënergie");
    }

    @Test
    void whatIsDamagedIsNamedAndTheRestShown() throws Exception {
        Path file = reference("types.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[0x84] ^= 1;
        Files.write(file, bytes);
        Cli shown = Cli.run("nvs", "show", file.toString());
        assertThat(shown.code()).isEqualTo(ExitCode.FAILED);
        assertThat(shown.err())
                .contains("Damaged: page 0, entry 1 (0x60): the checksum of the content of 'serial' is wrong.");
        assertThat(shown.out()).contains("u64").doesNotContain("TW-000123");
        assertThat(Cli.run("nvs", "show", reference("types.csv").toString()).err())
                .startsWith("This is no NVS partition");
        assertThat(Cli.run("nvs", "show").code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("nvs", "show", file.toString(), "--port", "/dev/null")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }
}
