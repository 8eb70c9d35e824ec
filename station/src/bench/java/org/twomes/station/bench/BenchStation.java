package org.twomes.station.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.Station;
import org.twomes.station.daemon.StationEnvironment;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.Resets;
import org.twomes.station.port.Sleeper;
import org.twomes.station.rig.RigFacts;

/** A whole station in this process, on a rig in another: plugs batches of boards and measures what they took. */
final class BenchStation implements AutoCloseable {
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final int FLASH_BYTES = 4 << 20;
    /** Many times what the slowest batch takes (11 s on a quiet machine, a minute on one with other work). */
    private static final Duration BATCH = Duration.ofMinutes(4);

    private static final Duration UNPLUGGED = Duration.ofMinutes(1);
    private static final Duration CLOSED = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MS = 20;
    private static final double MILLIS = 1000;

    private final RigProcess rig;
    private final Path data;
    private final int baud;
    private final Station station;
    private final Bundle bundle;
    private final List<String> paths = new ArrayList<>();
    private final Map<String, Long> firstBytes = new ConcurrentHashMap<>();
    private final Map<String, RigChannel> lines = new ConcurrentHashMap<>();
    private final RunRecorder recorder = new RunRecorder(paths);

    BenchStation(RigProcess rig, Path folder, int slots, int baud, Map<String, String> settings) throws Exception {
        this.rig = rig;
        this.data = folder;
        this.baud = baud;
        for (int slot = 0; slot < slots; slot++) {
            paths.add(RigFacts.slotPath(slot));
        }
        StationConfig config = ConfigFile.defaults(overrides(folder, slots, settings));
        bundle = bundle(folder, config);
        // A station that has run for a while has packed it.
        bundle.plan(FLASH_BYTES);
        Links links = new Links();
        StationEnvironment environment = new StationEnvironment(
                (address, rate) -> {
                    RigChannel line = line(address);
                    return new LinedLink(links.open(address, rate), line, firstBytes::put);
                },
                (now, port, prompt) -> Resets.of(new ResetChoice.Auto(), prompt, Sleeper.real()),
                PortWatch.on("Linux", config.ports(), links),
                new TwomesV1Client(config.backOffice()),
                Clock.systemUTC(),
                new Random(1)::nextDouble);
        station = Assembly.station(config, environment, Optional.of(bundle));
        station.line().listen(recorder);
        station.open();
        station.start();
    }

    /** A real adapter has its modem lines without any connecting, so each port's way to the rig is kept. */
    private RigChannel line(String address) {
        try {
            RigChannel known = lines.get(address);
            if (known == null) {
                known = new RigChannel(rig.socket());
                lines.put(address, known);
            }
            return known;
        } catch (IOException e) {
            throw new FaultException(FaultCode.PORT_OPEN_FAILED, address, "the rig's control socket fails", e);
        }
    }

    int baud() {
        return baud;
    }

    Station station() {
        return station;
    }

    FlashPlan plan() throws IOException {
        return bundle.plan(FLASH_BYTES);
    }

    /** Unpacks the bundle's files into a folder. */
    void unpack(Path folder) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(data.resolve("bundles").resolve(BUNDLE)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
    }

    /** Waits until the watch sees no port. */
    void awaitNoPorts() throws InterruptedException {
        try (Deadline seen = new Deadline(UNPLUGGED, () -> "pulled boards to leave their slots: " + left())) {
            while (station.line().slots().stream().anyMatch(SlotView::present)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        }
    }

    /** Makes the PDF of the labels so far: the first one loads and compiles what all later ones use. */
    void finishSheet() {
        try (Deadline made = new Deadline(CLOSED, () -> "the sheet of the boards so far")) {
            station.labels().flush();
        }
    }

    private String left() {
        return station.line().slots().stream()
                .filter(SlotView::present)
                .map(BenchStation::words)
                .collect(Collectors.joining("; "));
    }

    static String words(SlotView slot) {
        return slot.path() + " " + slot.phase() + " " + slot.stage() + " '" + slot.activity() + "'"
                + (slot.present() ? "" : " seen empty");
    }

    /** Plugs a board into each of {@code slots} slots at once, waits until all are done, and pulls them. */
    Batch run(int slots, String faults) throws IOException, InterruptedException {
        return run(slots, 1, Duration.ZERO, faults);
    }

    /**
     * Prepares {@code rounds} boards after one another in each of {@code slots} slots.
     *
     * @param apart from one slot's first board to the next one's
     */
    Batch run(int slots, int rounds, Duration apart, String faults) throws IOException, InterruptedException {
        firstBytes.clear();
        BoardFeeder feeder = new BoardFeeder(rig, recorder, slots, rounds, faults);
        feeder.ready();
        try (OwnProcess process = new OwnProcess();
                Deadline end = new Deadline(
                        BATCH.multipliedBy(rounds),
                        () -> slots + " slots' boards to end: "
                                + recorder.under(station.line().slots()))) {
            double cpu = OwnProcess.cpuSeconds();
            double rigCpu = rig.cpuSeconds();
            long start = System.nanoTime();
            feeder.work(apart, plug -> seconds(firstByte(plug) - plug.nanos()));
            double wall = seconds(System.nanoTime() - start);
            double spent = OwnProcess.cpuSeconds() - cpu - process.watchSeconds();
            double rigSpent = rig.cpuSeconds() - rigCpu;
            List<Map<String, Double>> stages =
                    feeder.done().stream().map(this::stages).toList();
            try (Deadline seen = new Deadline(UNPLUGGED, () -> "pulled boards to leave their slots: " + left())) {
                feeder.clear();
            }
            return new Batch(
                    slots,
                    feeder.done().size(),
                    baud,
                    wall,
                    feeder.cycle(),
                    spent,
                    rigSpent,
                    process.mostResidentMb(),
                    process.mostThreads(),
                    process.threadNames(),
                    stages,
                    feeder.done().stream().map(BoardFeeder.Done::firstByte).toList());
        }
    }

    private long firstByte(BoardFeeder.Plug plug) {
        return Optional.ofNullable(firstBytes.get(plug.node())).orElseThrow();
    }

    /** Stage times out of the ledger's transitions; only the end of the write is the slot's, as the ledger does not divide PROGRAMMED. */
    private Map<String, Double> stages(BoardFeeder.Done board) {
        SlotView end = board.run().end();
        if (end.phase() != SlotPhase.DONE) {
            throw new IllegalStateException(
                    "board in " + end.slot() + " ended as " + end.phase() + ": " + end.trouble());
        }
        UnitRecord unit =
                station.ledger().units().byMac(end.mac().orElseThrow()).orElseThrow();
        AttemptRecord attempt = station.ledger().units().attempts(unit.id()).get(0);
        Map<UnitState, Instant> reached = new LinkedHashMap<>();
        attempt.transitions().forEach(transition -> reached.put(transition.state(), transition.at()));
        Instant plugged = board.plug().at();
        double write = seconds(board.run().writing());
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("detect", between(plugged, reached.get(UnitState.DETECTED)));
        stages.put("connect", between(reached.get(UnitState.DETECTED), reached.get(UnitState.CONNECTED)));
        stages.put("write", write);
        stages.put("prove", between(reached.get(UnitState.CONNECTED), reached.get(UnitState.VERIFIED)) - write);
        stages.put("identify", between(reached.get(UnitState.VERIFIED), reached.get(UnitState.IDENTIFIED)));
        stages.put("finish", between(reached.get(UnitState.IDENTIFIED), reached.get(UnitState.LABELLED)));
        stages.put("whole", between(plugged, reached.get(UnitState.LABELLED)));
        return stages;
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    static double seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / MILLIS / MILLIS;
    }

    private Map<String, String> overrides(Path folder, int slots, Map<String, String> settings) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("station.name", "bench");
        overrides.put("station.data", Json.line(folder.toString()));
        overrides.put("ports.deviceRoot", Json.line(rig.folder().resolve("dev").toString()));
        overrides.put("ports.sysRoot", Json.line(rig.folder().resolve("sys").toString()));
        overrides.put("loader.baud", Integer.toString(baud));
        overrides.put("backOffice.url", Json.line(rig.backOffice().toString()));
        overrides.put("backOffice.tokenFile", Json.line(rig.tokenFile().toString()));
        overrides.put("pipeline.workers", Integer.toString(slots));
        overrides.put("dashboard.port", "0");
        overrides.putAll(settings);
        return overrides;
    }

    private static Bundle bundle(Path folder, StationConfig config) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bundles")).resolve(BUNDLE);
        try (InputStream in = BenchStation.class.getResourceAsStream("/org/twomes/station/rig/" + BUNDLE)) {
            if (in == null) {
                throw new IOException("the bundle is not in the program: build it again");
            }
            Files.write(file, in.readAllBytes());
        }
        return Bundle.open(file, Bundles.expectations(config, false));
    }

    @Override
    public void close() {
        try (Deadline closed = new Deadline(CLOSED, () -> "the station to close: " + station.statusLine())) {
            station.close();
        }
        for (RigChannel line : lines.values()) {
            try {
                line.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
