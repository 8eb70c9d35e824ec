package org.twomes.station.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station bundle use}: another bundle for the next boards of the running station. */
@Command(
        name = "use",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the running station take another bundle of the catalogue for its next boards. It is checked first;",
            "a board that runs keeps its own. To keep it over a restart, name it in the configuration too."
        },
        footer = {"", "Example:", "  station bundle use twomes-p1-reader-firmware_ESP32DEV_TEST_SERVER_v1.2.0.zip"})
final class BundleUseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "File name in the catalogue.")
    private String name = "";

    @Mixin
    private ActOption daemon = new ActOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return daemon.act(
                spec.commandLine().getOut(),
                "Give " + name + " to the next boards? Running boards keep theirs.",
                "/api/bundle",
                Map.of("bundle", name));
    }
}
