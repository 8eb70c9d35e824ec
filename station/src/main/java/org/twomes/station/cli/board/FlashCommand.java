package org.twomes.station.cli.board;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.Station;
import org.twomes.station.daemon.StopSignal;
import org.twomes.station.demo.DemoTable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station flash}: prepares one board by the same pipeline as the daemon. */
@Command(
        name = "flash",
        mixinStandardHelpOptions = true,
        description =
                "Prepares the board at one port, from erasing to its label, and prints the result. A signal to stop (SIGTERM, Ctrl-C) waits for the board.",
        footer = {
            "",
            "Examples:",
            "  station flash --port /dev/ttyUSB0 --bundle twomes-hello_ESP32DEV_v3.0.0.zip",
            "  station flash --port rfc2217://serial-server:4001 --bundle fw.zip --reset manual --json",
            "",
            "Without a configuration nothing is registered, and the label is made as a PDF at once.",
            "",
            "A board that was prepared within device.sameBoard, or that waits for its registration, is left as it is.",
            "",
            "Exit code: 0 done, 1 the board failed, is held, or was prepared already (then nothing was written),",
            "2 wrong call, 3 the station could not work."
        })
public final class FlashCommand implements Callable<Integer> {
    /** Failure codes with which a board is held without being written to. */
    private static final Set<String> NOTHING_WRITTEN =
            Set.of(FaultCode.ALREADY_PREPARED.name(), FaultCode.REGISTRATION_WAITS.name());

    /** Longer than the time limits of all stages together, which end the run of a board that hangs. */
    private static final Duration RUN_TIMEOUT = Duration.ofHours(1);

    /** Time limit of a registration call, and the time that a sheet takes. */
    private static final Duration LABEL_FOLLOWS = Duration.ofSeconds(30);

    @Option(names = "--port", required = true, paramLabel = "PORT", description = "Device node or rfc2217://host:port.")
    private String port = "";

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "Firmware bundle, zip or folder (default: the one that the configuration pins).")
    private Optional<Path> bundle = Optional.empty();

    @Option(
            names = "--reset",
            paramLabel = "KIND",
            description = "auto, manual, none or command:PROGRAM (default: as configured).")
    private Optional<String> reset = Optional.empty();

    @Option(
            names = "--again",
            description = {
                "Prepares a board anew that was prepared here before, as if a supervisor had approved it. Its earlier",
                "label is not valid any more then."
            })
    private boolean again;

    @Option(names = "--json", description = "The result as JSON.")
    private boolean json;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Map<String, String> overrides = new LinkedHashMap<>();
        reset.ifPresent(kind -> overrides.put("ports.reset", Json.line(kind)));
        overrides.put("pipeline.workers", "1");
        StationConfig settings = config.load(overrides);
        DaemonPorts.refuse(settings, port);
        Bundle firmware = firmware(settings);
        firmware.remarks().forEach(remark -> spec.commandLine().getErr().println("Remark: " + remark + "."));
        OnePort watch = new OnePort(port);
        try (StopSignal stop = new StopSignal()) {
            End end = prepare(settings, watch, firmware, stop);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Json.text(result(end)) : text(end));
            out.flush();
            return done(end.slot()) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** How the board ended, and the sheets that were made of its label. */
    private record End(SlotView slot, List<Path> sheets, boolean unregistered) {}

    private Bundle firmware(StationConfig settings) {
        return bundle.map(file -> Bundle.open(file, Bundles.expectations(settings, false)))
                .or(() -> Bundles.open(settings))
                .orElseThrow(() -> new CommandFailure(
                        "Which firmware? Give --bundle FILE; the configuration pins none (bundle.name)"));
    }

    private End prepare(StationConfig settings, OnePort watch, Bundle firmware, StopSignal stop) throws Exception {
        try (Station station = Assembly.onePort(settings, watch, firmware, new FlashOrder(again, OsUser.name()))) {
            DemoTable table = new DemoTable(
                    spec.commandLine().getErr(),
                    System.console() != null,
                    () -> station.line().slots().stream()
                            .filter(SlotView::present)
                            .toList());
            Semaphore changes = new Semaphore(0);
            station.line().listen(view -> {
                table.draw();
                changes.release();
            });
            stop.onSignal(() -> {
                spec.commandLine().getErr().println("Stopping: the board under way is finished first.");
                station.line().drain(station.drainTimeout());
            });
            station.startBeside();
            if (!station.line().awaitIdle(RUN_TIMEOUT)) {
                throw new CommandFailure("The board at " + port + " did not come to an end in " + RUN_TIMEOUT);
            }
            SlotView slot = settled(station, watch, changes);
            // Whoever has no configuration flushes no sheets.
            boolean alone = config.file().isEmpty();
            List<Path> sheets =
                    alone && slot.label().isPresent() ? station.labels().flush() : List.of();
            return new End(slot, sheets, alone && done(slot));
        }
    }

    /**
     * The slot's final state. The outbox may have taken the board's registration a moment before its run ended; then the label
     * follows a moment later, and this waits for it. It does not wait for a back office that does not answer.
     */
    private static SlotView settled(Station station, OnePort watch, Semaphore changes) throws InterruptedException {
        long end = System.nanoTime() + LABEL_FOLLOWS.toNanos();
        SlotView slot = watch.slot(station.line().slots());
        while (slot.phase() == SlotPhase.REMOVE_ME
                && station.registrar().standing() instanceof Registrar.CircuitState.Fine
                && station.registrar().unknownTypes().isEmpty()
                && changes.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            slot = watch.slot(station.line().slots());
        }
        return slot;
    }

    private static boolean done(SlotView end) {
        return end.phase() == SlotPhase.DONE || end.phase() == SlotPhase.REMOVE_ME;
    }

    private static String text(End end) {
        StringBuilder text = new StringBuilder(text(end.slot()));
        end.sheets().forEach(sheet -> text.append("%nThe label: ".formatted()).append(sheet));
        if (end.unregistered()) {
            text.append("%nNothing was registered, as there is no configuration (station init makes one).".formatted());
        }
        return text.toString();
    }

    private static String text(SlotView end) {
        String who = end.name().or(end::mac).orElse("The board");
        String label = end.label().map(place -> "; " + place.text()).orElse("");
        String how = done(end) ? end.activity() + label + "." : "";
        return (who + ": " + how + end.trouble().map(FlashCommand::text).orElse("")).strip();
    }

    private static String text(SlotView.Trouble trouble) {
        String written = NOTHING_WRITTEN.contains(trouble.code())
                ? " Nothing was written; --again prepares it anew."
                : " " + trouble.remedy();
        return " " + trouble.code() + ". " + trouble.sentence() + written + " (" + trouble.detail() + ")";
    }

    private static Map<String, Object> result(End all) {
        SlotView end = all.slot();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("phase", end.phase());
        result.put("state", end.stage());
        result.put("mac", end.mac());
        result.put("name", end.name());
        result.put("label", end.label());
        result.put("sheets", all.sheets().stream().map(Path::toString).toList());
        result.put("trouble", end.trouble());
        result.put("baud", end.run().baud());
        return result;
    }
}
