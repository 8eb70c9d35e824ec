package org.twomes.station.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code scripts/soak}: many boards through one daemon, which must not grow. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Puts boards, some of them faulty, through one daemon on a virtual rig and measures it all the while:"
                        + " threads, file descriptors, heap after a full collection, ledger size per unit. Each one's median in the"
                        + " last quarter must be at most 1.1 times that in the second.",
        footer = {
            "",
            "Exit code 0 when nothing grew and every board came to its end, else 1.",
            "",
            "Example:",
            "  scripts/soak --boards 2000 --ports 32 --faults 5 --json soak.json"
        })
final class SoakMain implements Callable<Integer> {
    private static final long START_SECONDS = 90;
    private static final long LOOK_MS = 200;
    /** A look costs a full collection, so not too often; and often enough for a median in each quarter. */
    private static final int LOOKS = 80;

    private static final long SAMPLE_MS = 5000;
    /** No board ends for so long: something hangs. */
    private static final long STALL_SECONDS = 300;

    private static final double PERCENT = 100;

    /** One of each kind that a board can have, transient and lasting ones. */
    private static final List<String> FAULTS = List.of(
            "no-reply",
            "deaf",
            "garbage",
            "wrong-mode",
            "lose 0.0001",
            "double 0.0001",
            "flip 0.0001",
            "noise-above 115200",
            "lose-ack 3",
            "brown-out-at 3",
            "pull-at sync",
            "pull-at erase",
            "pull-at write",
            "pull-at prove",
            "pull-at boot",
            "wrong-md5 1",
            "stuck-bit 0x10020",
            "stuck-zero 0x200000",
            "dead-flash",
            "used 512",
            "mute",
            "silent",
            "boot-loop",
            "brown-out",
            "truncated 1",
            "wrong-name",
            "short-token 1");

    @Option(names = "--boards", paramLabel = "N", description = "Boards in all; ${DEFAULT-VALUE} if not given.")
    private int boards = 2000;

    @Option(names = "--ports", paramLabel = "P", description = "Slots of the rig; ${DEFAULT-VALUE} if not given.")
    private int ports = 32;

    @Option(names = "--faults", paramLabel = "PERCENT", description = "Faulty boards; ${DEFAULT-VALUE} if not given.")
    private double faults = 5;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything that is left to chance.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", required = true, description = "File for the figures.")
    private Path json = Path.of("soak.json");

    /** Ends with the exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Random random = new Random(seed.orElseGet(() -> new Random().nextLong()));
        Path folder = Files.createTempDirectory("twomes-soak-");
        System.err.println("folder " + folder);
        Growth growth = new Growth(boards);
        long start = System.nanoTime();
        int ended;
        ConsistencyReport found;
        try (ChaosRig chaosRig = new ChaosRig(folder, ports, random.nextLong(), new WatchedTable());
                DaemonProcess daemon = new DaemonProcess(
                        chaosRig.config(), chaosRig.data(), folder.resolve("daemon.log"), new StartUp(folder));
                LedgerEye eye = new LedgerEye(chaosRig.ledger());
                Operator operator = new Operator(chaosRig, chaosRig.dashboardSlots(), boards, random, this::fault)) {
            daemon.start();
            awaitOpen(daemon);
            eye.allow();
            operator.start();
            watch(growth, operator, daemon, eye, chaosRig);
            ended = operator.ended();
            operator.close();
            found = new Settling(chaosRig, daemon, eye).report(operator.boards());
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        boolean good = growth.bounded() && ended == boards && found.whole();
        report(growth, found, ended, seconds, good);
        if (good) {
            Folders.delete(folder);
        } else {
            System.err.println("kept: " + folder);
        }
        return good ? 0 : 1;
    }

    private String fault(Random random) {
        return random.nextDouble() * PERCENT < faults ? FAULTS.get(random.nextInt(FAULTS.size())) : "";
    }

    private static void awaitOpen(DaemonProcess daemon) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!daemon.open()) {
            if (System.nanoTime() > end || !daemon.alive()) {
                throw new IllegalStateException("the daemon does not start");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private void watch(Growth growth, Operator operator, DaemonProcess daemon, LedgerEye eye, ChaosRig chaosRig)
            throws IOException, InterruptedException {
        ProcessFigures process = new ProcessFigures(daemon.pid());
        int step = Math.max(1, boards / LOOKS);
        int sampled = 0;
        long looked = System.nanoTime();
        long moved = looked;
        int before = 0;
        while (!operator.done()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            int ended = operator.ended();
            long now = System.nanoTime();
            if (ended != before) {
                before = ended;
                moved = now;
            } else if (now - moved > TimeUnit.SECONDS.toNanos(STALL_SECONDS) || !daemon.alive()) {
                System.err.println("no board ends any more");
                return;
            }
            if (ended - sampled >= step || now - looked > TimeUnit.MILLISECONDS.toNanos(SAMPLE_MS)) {
                sampled = ended;
                looked = now;
                sample(process, ended, eye).ifPresent(sample -> {
                    growth.add(sample);
                    System.err.printf(
                            "%d boards: %d threads, %d files, heap %d KB, ledger %.0f bytes a unit%n",
                            sample.ended(),
                            sample.threads(),
                            sample.files(),
                            sample.heapBytes() >> 10,
                            sample.ledgerBytesPerUnit());
                });
            }
        }
    }

    private static Optional<Growth.Sample> sample(ProcessFigures process, int ended, LedgerEye eye)
            throws IOException, InterruptedException {
        Optional<Long> pages = eye.number("PRAGMA page_count");
        Optional<Long> pageBytes = eye.number("PRAGMA page_size");
        Optional<Long> units = eye.number("SELECT COUNT(*) FROM unit").filter(count -> count > 0);
        if (pages.isEmpty() || pageBytes.isEmpty() || units.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Growth.Sample(
                ended,
                process.threads(),
                process.files(),
                process.heapAfterCollection(),
                (double) pages.get() * pageBytes.get() / units.get()));
    }

    private void report(Growth growth, ConsistencyReport found, int ended, long seconds, boolean good)
            throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("boards", boards);
        figures.put("ports", ports);
        figures.put("faultsPercent", faults);
        figures.put("ended", ended);
        figures.put("registered", found.registered());
        figures.put("labelled", found.labelled());
        figures.put("failed", found.failed());
        figures.put("lost", found.lost());
        figures.put("seconds", seconds);
        figures.put(
                "quarters",
                IntStream.rangeClosed(1, 4).mapToObj(growth::quarter).toList());
        figures.put("ratios", growth.ratios());
        figures.put("mostRatio", Growth.MOST);
        figures.put("bounded", growth.bounded());
        figures.put("sound", good);
        Files.writeString(json, JsonMapper.shared().writeValueAsString(figures) + "\n");
        found.complaints().forEach(System.err::println);
        figures.forEach((name, figure) -> System.out.printf("%-14s %s%n", name, figure));
        System.out.println(good ? "Nothing grew." : "NOT sound.");
    }
}
