package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the installed station's Java runtime does with its memory when it crashes or is asked for it. */
@Tag("crash")
class CrashSettingsTest {
    private static final Path CONFIG = Path.of("..", "config");

    @Test
    void aRealRuntimeTakesTheUnitsSettings() throws Exception {
        String unit = Files.readString(CONFIG.resolve("systemd/twomes-station.service"));
        assertThat(unit).contains("\nLimitCORE=0\n", "\nStateDirectory=twomes-station\n");
        Matcher options =
                Pattern.compile("(?m)^Environment=\"JAVA_OPTS=(.*)\"$").matcher(unit);
        assertThat(options.find()).isTrue();
        // systemd reads %% as %.
        String flags = flags(options.group(1).replace("%%", "%"));
        assertThat(flags).containsPattern("bool CreateCoredumpOnCrash +:?= false");
        assertThat(flags).containsPattern("bool DisableAttachMechanism +:?= true");
        assertThat(flags).containsPattern("ErrorFile +:?= /var/lib/twomes-station/hs_err_pid%p.log");
    }

    @Test
    void soDoTheLaunchersOwn() throws Exception {
        String launcher = Files.readString(CONFIG.resolve("debian/launcher"));
        Matcher options =
                Pattern.compile("(?m)^ +((?:-XX:\\S+ )+)\\$\\{JAVA_OPTS:-} ").matcher(launcher);
        assertThat(options.find()).isTrue();
        String flags = flags(options.group(1).strip());
        assertThat(flags).containsPattern("bool CreateCoredumpOnCrash +:?= false");
        assertThat(flags).containsPattern("bool DisableAttachMechanism +:?= true");
    }

    private static String flags(String options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
