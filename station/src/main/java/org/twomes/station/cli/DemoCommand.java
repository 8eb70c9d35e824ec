package org.twomes.station.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.daemon.StopSignal;
import org.twomes.station.demo.DemoReport;
import org.twomes.station.demo.DemoRig;
import org.twomes.station.demo.DemoTable;
import org.twomes.station.ledger.Ledgers;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.RigSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station demo}: runs the whole line on the virtual rig, without boards and servers. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the whole line on virtual boards: plug, flash, prove, identify, register, label.",
        footer = {
            "",
            "Examples:",
            "  station demo",
            "  station demo --stay",
            "  station demo --identity station",
            "  station demo --boards 20 --speed realtime --out shift1",
            "",
            "Exit code 0 only if every board was proven, registered and labelled."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int SLOTS = 4;

    @Option(
            names = "--boards",
            defaultValue = "8",
            paramLabel = "N",
            description = "Boards (default ${DEFAULT-VALUE}).")
    private int boards;

    @Option(
            names = "--speed",
            defaultValue = "fast",
            paramLabel = "SPEED",
            description = "fast or realtime (default ${DEFAULT-VALUE}).")
    private RigSettings.Speed speed = RigSettings.Speed.FAST;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the sheet and the ledger (default: a new one).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--identity",
            defaultValue = "firmware",
            paramLabel = "WHO",
            description = "Who makes the activation tokens: firmware or station (default ${DEFAULT-VALUE}).")
    private DeviceSection.Identity identity = DeviceSection.Identity.FIRMWARE;

    @Option(names = "--stay", description = "Keeps the station and its pages after the last board, until Ctrl-C.")
    private boolean stay;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the names in the three records.")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (boards < 1) {
            throw new CommandFailure("--boards " + boards + ": a demo needs 1 board or more");
        }
        PrintWriter screen = spec.commandLine().getOut();
        Path folder = folder();
        try (DemoRig demo = new DemoRig(folder, SLOTS, speed, settings())) {
            screen.println("Dashboard, while it runs: " + demo.dashboard());
            screen.println(boards + " virtual boards go through " + SLOTS + " slots; data in " + folder);
            DemoTable table = new DemoTable(
                    screen, System.console() != null, demo.station().line()::slots);
            List<SlotView> results = demo.run(boards, table::draw);
            DemoReport report = DemoReport.of(demo, results, boards);
            if (json.isPresent()) {
                Files.writeString(json.get(), Json.text(report.records()) + "\n");
            }
            screen.println(report.summary());
            stay(screen, demo.dashboard());
            return report.complete() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private void stay(PrintWriter screen, String dashboard) throws InterruptedException {
        if (!stay) {
            screen.println("Its pages are gone now; station demo --stay keeps them until Ctrl-C.");
            screen.flush();
            return;
        }
        try (StopSignal stop = new StopSignal()) {
            screen.println("The station and its pages stay until Ctrl-C: " + dashboard);
            screen.flush();
            stop.await();
        }
    }

    private Map<String, String> settings() {
        return Map.of("device.identity", identity.name().toLowerCase(Locale.ROOT));
    }

    private Path folder() throws IOException {
        if (out.isEmpty()) {
            return Files.createTempDirectory("twomes-demo-");
        }
        Path folder = Files.createDirectories(out.get()).toAbsolutePath().normalize();
        if (Files.exists(Ledgers.file(folder))) {
            throw new CommandFailure("--out " + out.get() + " holds an earlier demo: name another folder or remove it");
        }
        return folder;
    }
}
