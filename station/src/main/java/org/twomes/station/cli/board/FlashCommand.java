package org.twomes.station.cli.board;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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
import org.twomes.station.firmware.Bundle;
import org.twomes.station.pipeline.FailureCode;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.pipeline.Registrar;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station flash}: one board, on the same line as the daemon. */
@Command(
        name = "flash",
        mixinStandardHelpOptions = true,
        description =
                "Prepares the one board at a port, start to label, and says how it went. Told to stop (SIGTERM, Ctrl-C), it finishes the board first.",
        footer = {
            "",
            "Examples:",
            "  station flash --port /dev/ttyUSB0 --bundle twomes-hello_ESP32DEV_v3.0.0.zip",
            "  station flash --port rfc2217://serial-server:4001 --bundle fw.zip --reset manual --json",
            "",
            "A board that was prepared within device.sameBoard, or that waits for its registration, is left as it is.",
            "",
            "Exit code: 0 done, 1 the board failed, is held, or was prepared already (then nothing was written),",
            "2 wrong call, 3 the station could not work."
        })
public final class FlashCommand implements Callable<Integer> {
    /** What a board is held for without being touched. */
    private static final Set<String> NOTHING_WRITTEN =
            Set.of(FailureCode.ALREADY_PREPARED.name(), FailureCode.REGISTRATION_WAITS.name());

    /** Longer than every stage's own deadline together; those end a board that hangs. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** A registration call's own limit, and a sheet. */
    private static final Duration LABEL_FOLLOWS = Duration.ofSeconds(30);

    @Option(names = "--port", required = true, paramLabel = "PORT", description = "Device node or rfc2217://host:port.")
    private String port = "";

    @Option(names = "--bundle", required = true, paramLabel = "FILE", description = "Firmware bundle, zip or folder.")
    private Path bundle = Path.of("");

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
        Bundle firmware = Bundle.open(bundle, Bundles.expectations(settings, false));
        firmware.remarks().forEach(remark -> spec.commandLine().getErr().println("Remark: " + remark + "."));
        OnePort watch = new OnePort(port);
        try (StopSignal stop = new StopSignal()) {
            SlotView end = prepare(settings, watch, firmware, stop);
            spec.commandLine().getOut().println(json ? Json.text(result(end)) : words(end));
            spec.commandLine().getOut().flush();
            return end.phase() == SlotPhase.DONE || end.phase() == SlotPhase.REMOVE_ME ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private SlotView prepare(StationConfig settings, OnePort watch, Bundle firmware, StopSignal stop) throws Exception {
        try (Station station = Assembly.onePort(settings, watch, firmware, new FlashOrder(again, OsUser.name()))) {
            DemoTable table = new DemoTable(
                    spec.commandLine().getErr(),
                    System.console() != null,
                    () -> station.line().slots().stream()
                            .filter(SlotView::present)
                            .toList());
            Semaphore news = new Semaphore(0);
            station.line().listen(view -> {
                table.draw();
                news.release();
            });
            stop.answer(() -> {
                spec.commandLine().getErr().println("Told to stop: the board is finished first.");
                station.line().drain(station.drainTimeout());
            });
            station.startBeside();
            if (!station.line().awaitIdle(PATIENCE)) {
                throw new CommandFailure("The board at " + port + " did not come to an end in " + PATIENCE);
            }
            return settled(station, watch, news);
        }
    }

    /**
     * What the slot shows at the end. The outbox works beside the board's own run, and may have taken its registration a moment
     * before; then the label follows in the next moment, and is waited for. It is not where the back office has to be waited for.
     */
    private static SlotView settled(Station station, OnePort watch, Semaphore news) throws InterruptedException {
        long end = System.nanoTime() + LABEL_FOLLOWS.toNanos();
        SlotView slot = watch.slot(station.line().slots());
        while (slot.phase() == SlotPhase.REMOVE_ME
                && station.registrar().standing() instanceof Registrar.CircuitState.Fine
                && station.registrar().unknownTypes().isEmpty()
                && news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            slot = watch.slot(station.line().slots());
        }
        return slot;
    }

    private static String words(SlotView end) {
        String who = end.name().or(end::mac).orElse("The board");
        boolean done = end.phase() == SlotPhase.DONE || end.phase() == SlotPhase.REMOVE_ME;
        String label = end.label().map(place -> "; " + place.text()).orElse("");
        String how = done ? end.activity() + label + "." : "";
        return (who + ": " + how + end.trouble().map(FlashCommand::words).orElse("")).strip();
    }

    private static String words(SlotView.Trouble trouble) {
        String written = NOTHING_WRITTEN.contains(trouble.code())
                ? " Nothing was written; --again prepares it anew."
                : " " + trouble.remedy();
        return " " + trouble.code() + ". " + trouble.sentence() + written + " (" + trouble.detail() + ")";
    }

    private static Map<String, Object> result(SlotView end) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("phase", end.phase());
        result.put("state", end.stage());
        result.put("mac", end.mac());
        result.put("name", end.name());
        result.put("label", end.label());
        result.put("trouble", end.trouble());
        result.put("baud", end.baud());
        return result;
    }
}
