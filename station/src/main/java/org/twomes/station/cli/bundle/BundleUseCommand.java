package org.twomes.station.cli.bundle;

import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.live.ActOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code station bundle use}: chooses the bundle for the next boards of the running station. */
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

    @Override
    public Integer call() throws Exception {
        return daemon.act(
                "Give " + name + " to the next boards? Running boards keep theirs.",
                "/api/bundle",
                Map.of("bundle", name));
    }
}
