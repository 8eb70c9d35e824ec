package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.rig.Rig;

/** A file name beyond ASCII, in a shell whose locale is not UTF-8: the launchers see to it. */
@Tag("rig")
class LauncherLocaleTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    /** Runs {@code script}, for which fw.zip lies under its other name already; its words, standard error included. */
    private String run(String script, Map<String, String> locale) throws Exception {
        try (InputStream in = Rig.class.getResourceAsStream("twomes-hello_ESP32DEV_v3.0.0.zip")) {
            Files.copy(in, folder.resolve("fw.zip"));
        }
        Files.writeString(folder.resolve("station.yaml"), "backOffice: {api: none}\n");
        Path file = folder.resolve("call.sh");
        Files.writeString(file, "set -eu\nmv fw.zip 'fw \u00e9.zip'\n" + script, StandardCharsets.UTF_8);
        ProcessBuilder call = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("words").toFile());
        call.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        call.environment().putAll(locale);
        call.environment()
                .put(
                        "STATION_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        call.environment().put("STATION_CLASSES", System.getProperty("java.class.path"));
        Process process = call.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String words = new String(Files.readAllBytes(folder.resolve("words")), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(words).isZero();
        return words;
    }

    @Test
    void thePackagesLauncherNeedsNothingElse() throws Exception {
        String installed = "/usr/lib/twomes-station/runtime/bin/java @/usr/lib/twomes-station/java.options";
        String launcher = Files.readString(ROOT.resolve("config/debian/launcher"));
        assertThat(launcher).contains(installed);
        Files.writeString(
                folder.resolve("launcher"), launcher.replace(installed, "\"$STATION_JAVA\" -cp \"$STATION_CLASSES\""));
        assertThat(run(
                        "PATH=/nowhere /bin/sh launcher bundle check 'fw \u00e9.zip' -c station.yaml\n",
                        Map.of("LC_ALL", "C")))
                .contains("fw \u00e9.zip is valid.");
    }

    @Test
    void theSourcesLauncherDoesSoToo() throws Exception {
        String script = "source '" + ROOT.resolve("scripts/common.sh") + "'\n"
                + "exec_station_jvm \"$STATION_JAVA\" -cp \"$STATION_CLASSES\" org.twomes.station.cli.Main"
                + " bundle check 'fw \u00e9.zip' -c station.yaml\n";
        assertThat(run(script, Map.of("LANG", "nl_NL.ISO-8859-1"))).contains("fw \u00e9.zip is valid.");
    }
}
