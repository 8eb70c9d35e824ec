package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What a person finds who asks for help. */
class HelpTest {
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

    @Test
    void aMissingOrWrongCommandIsAUsageError() {
        assertThat(Cli.run().code()).isEqualTo(Main.USAGE);
        Cli wrong = Cli.run("flush");
        assertThat(wrong.code()).isEqualTo(Main.USAGE);
        assertThat(wrong.err()).contains("flush");
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        command.getSubcommands().values().forEach(sub -> {
            all.add(sub);
            collect(sub, all);
        });
    }
}
