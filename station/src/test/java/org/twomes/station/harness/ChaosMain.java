package org.twomes.station.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.twomes.station.config.DeviceSection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code scripts/chaos}: the long form of the crash test. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description =
                "Kills the daemon (SIGKILL) at named transitions and at random moments while boards are plugged on a"
                        + " virtual rig, starts it again each time, and compares ledger, back office and label sheets at the end.",
        footer = {
            "",
            "Exit code 0 when nothing was lost, doubled, missing or half written, else 1.",
            "",
            "Examples:",
            "  scripts/chaos --kills 500 --json chaos.json",
            "  scripts/chaos --kills 100 --identity station --json chaos.json"
        })
final class ChaosMain implements Callable<Integer> {
    private static final int MOST_COMPLAINTS = 20;

    @Option(names = "--kills", paramLabel = "N", description = "How often it is killed; ${DEFAULT-VALUE} if not given.")
    private int kills = 500;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything that is left to chance.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "WHO",
            description = "Who makes the activation tokens: firmware or station; ${DEFAULT-VALUE} if not given.")
    private DeviceSection.Identity identity = DeviceSection.Identity.FIRMWARE;

    @Option(names = "--json", paramLabel = "FILE", required = true, description = "File for the figures.")
    private Path json = Path.of("chaos.json");

    @Option(names = "--keep", description = "Keep the folder with ledger, sheets and log also when all is well.")
    private boolean keep;

    /** Ends with the exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        long start = seed.orElseGet(() -> new Random().nextLong());
        Path folder = Files.createTempDirectory("twomes-chaos-");
        System.err.println("seed " + start + ", folder " + folder);
        ConsistencyReport found;
        try (Chaos chaos = new Chaos(folder, kills, start, identity, System.err::println)) {
            found = chaos.run();
            System.err.println("killed where it was meant to be: " + chaos.met());
        }
        Map<String, Object> figures = figures(kills, found, start);
        Files.writeString(json, JsonMapper.shared().writeValueAsString(figures) + "\n");
        found.complaints().stream().limit(MOST_COMPLAINTS).forEach(System.err::println);
        figures.forEach((name, figure) -> System.out.printf("%-18s %s%n", name, figure));
        boolean good = found.sound() && found.boards() >= kills;
        System.out.println(good ? "Nothing lost, nothing doubled." : "NOT sound.");
        if (good && !keep) {
            Folders.delete(folder);
        } else {
            System.err.println("kept: " + folder);
        }
        return good ? 0 : 1;
    }

    /** The figures in the order of the file. */
    static Map<String, Object> figures(int kills, ConsistencyReport found, long seed) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("kills", kills);
        figures.put("boards", found.boards());
        figures.put("registered", found.registered());
        figures.put("labelled", found.labelled());
        figures.put("failed", found.failed());
        figures.put("lost", found.lost());
        figures.put("registeredTwice", found.registeredTwice());
        figures.put("labelsDoubled", found.labelsDoubled());
        figures.put("labelsMissing", found.labelsMissing());
        figures.put("halfWrittenFiles", found.halfWrittenFiles());
        figures.put("seed", seed);
        return figures;
    }
}
