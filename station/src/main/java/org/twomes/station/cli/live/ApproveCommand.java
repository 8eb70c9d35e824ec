package org.twomes.station.cli.live;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code station approve}: a supervisor approves a held board. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Approves a board that the station holds: one that was prepared a short time ago, or one whose name the",
            "back office knows already. Its slot restarts if the board is present."
        },
        footer = {"", "Example:", "  station approve 24:0a:c4:d3:ad:48"})
public final class ApproveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MAC", description = "The board's address, aa:bb:cc:dd:ee:ff.")
    private String mac = "";

    @Mixin
    private ActOption daemon = new ActOption();

    @Override
    public Integer call() throws Exception {
        return daemon.act(
                "Approve " + mac + "? A board that is held at its registration is registered as it is; of any other"
                        + " the flash will be erased.",
                "/api/approve",
                Map.of("mac", mac));
    }
}
