package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.cli.common.ExitCode;
import picocli.CommandLine;

/** What a person finds who asks for help. */
@Tag("rig")
class HelpTest {
    @TempDir
    private Path folder;

    /** A line to copy that calls the station. */
    private static final String EXAMPLE = "(?m)^  (source <\\(|[a-zA-Z=/-]* ?)station [a-z]";

    @TestFactory
    Stream<DynamicTest> everyCommandExplainsItself() {
        List<CommandLine> all = new ArrayList<>();
        all.add(Main.commandLine());
        collect(all.get(0), all);
        return all.stream()
                .map(command -> DynamicTest.dynamicTest(command.getCommandSpec().qualifiedName(), () -> {
                    String usage = command.getUsageMessage();
                    assertThat(usage).contains("Usage: station", "--help");
                    assertThat(usage).containsPattern("(?m)^Examples?:$").containsPattern(EXAMPLE);
                    assertThat(command.getCommandSpec().usageMessage().description())
                            .isNotEmpty();
                    command.getCommandSpec()
                            .options()
                            .forEach(option -> assertThat(option.description())
                                    .as(option.longestName())
                                    .isNotEmpty());
                }));
    }

    @Test
    void theDaemonsOwnWayInHelpsInTheSameWords() {
        CommandLine run =
                Objects.requireNonNull(Main.commandLine().getSubcommands().get("run"));
        assertThat(Main.daemon().getUsageMessage()).isEqualTo(run.getUsageMessage());
    }

    @Test
    void theShellCompletesCommands() {
        Cli completion = Cli.run("generate-completion");
        assertThat(completion.code()).isZero();
        assertThat(completion.out())
                .contains("complete -F")
                .contains("run-failed")
                .contains("reprint-label");
    }

    /** As bash asks: a line with the cursor at its end; the answer is what the tab key offers. */
    @Test
    void bashSourcesTheCompletionAndOffersCommandsAndOptions() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion.sh"), Cli.run("generate-completion").out());
        assertThat(offered(script, "station she")).containsExactly("sheets");
        assertThat(offered(script, "station sheets re")).containsExactly("reprint", "reprint-label");
        assertThat(offered(script, "station slots ")).contains("learn", "renew", "run", "release", "identify");
        assertThat(offered(script, "station units --j")).containsExactly("--json");
    }

    private static List<String> offered(Path script, String line) throws Exception {
        String ask = "set -u; source \"$1\"; COMP_LINE=\"$2\"; read -ra COMP_WORDS <<< \"$2\";"
                + " [[ $2 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=();"
                + " set +u; $(complete -p station | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", ask, "bash", script.toString(), line).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String wrong = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(wrong).isEmpty();
        assertThat(bash.waitFor()).isZero();
        return said.lines().map(String::strip).sorted().toList();
    }

    @Test
    void aMissingOrWrongCommandIsAUsageError() {
        assertThat(Cli.run().code()).isEqualTo(ExitCode.USAGE);
        Cli wrong = Cli.run("flush");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("flush");
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        command.getSubcommands().values().forEach(sub -> {
            all.add(sub);
            collect(sub, all);
        });
    }
}
