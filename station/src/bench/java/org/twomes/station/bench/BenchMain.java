package org.twomes.station.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Region;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/bench}: measures the station on a virtual rig that runs in real time in a process of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the station beside the physical limit, by numbers of boards, and beside a peer.",
        footer = {
            "",
            "Without --scale, --neighbours, --fleet and --peer: floor, scale and hot paths.",
            "",
            "Examples:",
            "  scripts/bench --short --json bench.json",
            "  scripts/bench --scale",
            "  scripts/bench --neighbours",
            "  scripts/bench --fleet",
            "  scripts/bench --peer 'esptool --port {port} --baud 921600 --before no-reset --after no-reset erase-flash &&",
            "    esptool --port {port} --baud 921600 --before no-reset --after no-reset write-flash ...'",
            "",
            "COMMAND is a line for sh, run once for each board, all boards at once, in turn with the station's batches.",
            "It stands for the board's whole preparation (e.g. erase and write) and ends with 0. In it are put in place of",
            "  {port}     the board's port, a pty; its ROM loader waits at 115200 baud, so the peer must not reset it",
            "  {dir}      a folder with the bundle's files: bootloader.bin, partitions.bin, ota_data_initial.bin, firmware.bin",
            "  {control}  the rig's control socket: 'reset PORT loader' and 'reset PORT run' stand for a reset",
            "Wall time is until the last board's end; CPU of all the command's processes; memory of its largest process."
        })
final class BenchMain implements Callable<Integer> {
    private static final int FAST = 921_600;
    private static final int FASTEST = 2_000_000;
    private static final List<Integer> COUNTS = List.of(1, 8, 32, 64, 128);
    private static final int MOST_SHORT = 64;
    private static final int WARM_UP = 64;
    private static final int USUAL_RUNS = 3;
    private static final int TURNS = 3;
    private static final int HELP_COLUMNS = 120;
    /** Troubled slots may cost their neighbours at most the twentieth part of their pace. */
    private static final double LEAST_PACE = 0.95;

    @Option(
            names = "--short",
            description = "Numbers of boards once instead of three times, and up to 64: under 5 minutes.")
    private boolean brief;

    @Option(names = "--scale", description = "Only numbers of boards.")
    private boolean scale;

    @Option(names = "--neighbours", description = "Only what troubled slots cost the others; fails below 0.95.")
    private boolean neighbours;

    @Option(
            names = "--fleet",
            description = "Only the ledger of a simulated fleet: 100 stations of 64 ports on one PostgreSQL.")
    private boolean fleet;

    @Option(names = "--auto", description = "Only slots that find their own rate, with a plot.")
    private boolean auto;

    @Option(names = "--own", description = "Only what tokens and serial numbers of the station cost a board.")
    private boolean own;

    @Option(
            names = "--peer",
            paramLabel = "COMMAND",
            description = "Only beside this command line, once a board; with --json, all else too.")
    private Optional<String> peer = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            defaultValue = "bench-scale.png",
            description = "Picture of the numbers of boards (default ${DEFAULT-VALUE}).")
    private Path plot = Path.of("bench-scale.png");

    /** Measures and exits: 0 done, 1 a board or the peer failed. */
    public static void main(String[] arguments) {
        System.setProperty("station.log.console", System.getProperty("station.log.console", "ERROR"));
        System.exit(
                new CommandLine(new BenchMain()).setUsageHelpWidth(HELP_COLUMNS).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        BenchReport report = new BenchReport(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        report.say(
                "%d cores, Java %s, load %.1f",
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), OwnProcess.load());
        long began = System.nanoTime();
        Path folder = Files.createTempDirectory("twomes-bench-");
        if (fleet) {
            new FleetBench(report, brief).run(folder);
            return end(report, folder, 0);
        }
        if (neighbours) {
            double ratio = new NeighbourBench(report, brief ? 1 : USUAL_RUNS).run();
            return end(report, folder, ratio < LEAST_PACE ? 1 : 0);
        }
        List<Integer> counts =
                COUNTS.stream().filter(count -> !brief || count <= MOST_SHORT).toList();
        if (auto) {
            try (RigProcess rig = new RigProcess(folder, 1)) {
                new AutoBench(rig, folder, report).run(plot);
            }
            return end(report, folder, 0);
        }
        if (own) {
            try (RigProcess rig = new RigProcess(folder, 1)) {
                new OwnContentBench(rig, folder, report).run(brief ? USUAL_RUNS : 2 * USUAL_RUNS);
            }
            return end(report, folder, 0);
        }
        onOneRig(report, folder, counts);
        if (all()) {
            HotPaths.run(report, brief);
        }
        report.say("");
        report.say("measured in %.0f s", BenchStation.seconds(System.nanoTime() - began));
        return end(report, folder, 0);
    }

    private void onOneRig(BenchReport report, Path folder, List<Integer> counts) throws Exception {
        int slots = counts.get(counts.size() - 1);
        try (RigProcess rig = new RigProcess(folder, slots)) {
            // Two stations would take the same boards: one after the other. The many come first, so that the memory is
            // theirs.
            try (BenchStation station = station(rig, folder, slots, FAST)) {
                packing(report, station.plan());
                ScaleBench many = new ScaleBench(station, report, brief ? 1 : USUAL_RUNS);
                // As many as will be measured: a station's classes are loaded and compiled by its first boards.
                station.run(Math.min(slots, WARM_UP), "");
                station.finishSheet();
                if (all() || scale) {
                    Batch wave = station.run(Math.min(slots, WARM_UP), "");
                    // Else a sheet of these labels would be made at the expense of the next few boards.
                    station.finishSheet();
                    many.run(counts);
                    many.wave(wave);
                    many.plot(plot);
                }
                if (peer.isPresent()) {
                    Path files = Files.createDirectories(folder.resolve("files"));
                    station.unpack(files);
                    new PeerBench(rig, station, report, peer.get(), files, brief ? 1 : TURNS).run();
                }
            }
            if (all() || scale) {
                try (BenchStation station = station(rig, folder, slots, FASTEST)) {
                    station.run(Math.min(slots, WARM_UP), "");
                    station.finishSheet();
                    new ScaleBench(station, report, 1).run(counts);
                }
            }
            if (all()) {
                MinimumBench floor = new MinimumBench(rig, folder, report);
                floor.run(USUAL_RUNS);
                if (brief) {
                    floor.strategies(1, List.of("auto"));
                } else {
                    floor.strategies(USUAL_RUNS, List.of("auto", "write-first", "chip-first"));
                }
            }
        }
    }

    private int end(BenchReport report, Path folder, int code) throws IOException {
        if (json.isPresent()) {
            report.write(json.get());
        }
        delete(folder);
        return code;
    }

    /** A file is to hold the peer's figures beside all others. */
    private boolean all() {
        return !scale && (peer.isEmpty() || json.isPresent());
    }

    private static BenchStation station(RigProcess rig, Path folder, int slots, int baud) throws Exception {
        return new BenchStation(rig, Files.createDirectories(folder.resolve("scale-" + baud)), slots, baud, Map.of());
    }

    private static void packing(BenchReport report, FlashPlan plan) {
        report.say("regions, packed once for all boards:");
        for (Region region : plan.regions()) {
            report.say(
                    "  %-24s %8d -> %7d bytes, %s",
                    region.name(), region.length(), region.zlib().length, region.method());
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
