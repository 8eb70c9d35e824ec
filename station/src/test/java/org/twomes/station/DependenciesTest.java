package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the jars that the station runs with, and the script that compares them. */
@Tag("rig")
class DependenciesTest {
    private static final Path LIST = Path.of("dependencies.txt");
    private static final Path SCRIPT = Path.of("..", "scripts", "dependencies");

    @TempDir
    Path folder;

    private static Map<String, String> listed() throws Exception {
        Map<String, String> listed = new LinkedHashMap<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("#")) {
                listed.put(line.substring(66), line.substring(0, 64));
            }
        }
        return listed;
    }

    private record Said(int code, String text) {}

    private Said script(Path list, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("said.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("STATION_DEPENDENCIES", list.toString());
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), Files.readString(out));
    }

    @Test
    void eachListedJarIsTheOneOnTheClassPath() throws Exception {
        Map<String, String> listed = listed();
        assertThat(listed).hasSizeGreaterThan(50);
        Map<String, String> there = new LinkedHashMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            String name = String.valueOf(jar.getFileName());
            if (listed.containsKey(name)) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                there.put(name, HexFormat.of().formatHex(sum));
            }
        }
        assertThat(there).containsExactlyInAnyOrderEntriesOf(listed);
    }

    @Test
    void theScriptNamesWhatIsChangedMissingOrNew() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("lib"));
        Path list = folder.resolve("list.txt");
        Files.writeString(jars.resolve("a-1.jar"), "a");
        Files.writeString(jars.resolve("b-1.jar"), "b");
        assertThat(script(list, jars.toString()).code()).as("no list").isNotZero();
        Files.writeString(list, "# Last look at advisories: 2020-01-01\n");
        assertThat(script(list, "--write", jars.toString()).code()).isZero();
        Said same = script(list, jars.toString());
        assertThat(same.code()).as(same.text()).isZero();
        assertThat(same.text()).contains("2 jars, as listed", "2020-01-01", "look again");

        Files.writeString(jars.resolve("a-1.jar"), "another");
        Files.move(jars.resolve("b-1.jar"), jars.resolve("b-2.jar"));
        Said differs = script(list, jars.toString());
        assertThat(differs.code()).isEqualTo(1);
        assertThat(differs.text()).contains("a-1.jar", "b-1.jar", "b-2.jar", "look up what is new");

        assertThat(script(list, "--looked").code()).isZero();
        assertThat(Files.readString(list)).doesNotContain("2020-01-01").contains("a-1.jar", "b-1.jar");
        assertThat(script(list, folder.resolve("none").toString()).code()).isEqualTo(1);
    }

    @Test
    void theListSaysWhenAdvisoriesWereLookedAt() throws Exception {
        assertThat(Files.readString(LIST, StandardCharsets.UTF_8))
                .containsPattern("(?m)^# Last look at advisories: \\d{4}-\\d\\d-\\d\\d$");
    }
}
