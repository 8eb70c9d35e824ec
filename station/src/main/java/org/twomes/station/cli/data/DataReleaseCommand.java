package org.twomes.station.cli.data;

import java.util.Map;
import java.util.concurrent.Callable;
import org.twomes.station.cli.live.ActOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code station data release}: a supervisor gives back what a board was given. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Gives back the serial number or row that the board MAC was given, so that another board may get it.",
            "Only for a board that leaves the line for good: its flash still holds what it was given."
        },
        footer = {"", "Example:", "  station data release 24:0a:c4:d3:ad:48"})
final class DataReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MAC", description = "The board's address, aa:bb:cc:dd:ee:ff.")
    private String mac = "";

    @Mixin
    private ActOption daemon = new ActOption();

    @Override
    public Integer call() throws Exception {
        return daemon.act(
                "Give back what " + mac + " was given? Another board may get it then; this one must not be used.",
                "/api/unit-data/release",
                Map.of("mac", mac));
    }
}
