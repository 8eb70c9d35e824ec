package org.twomes.station.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.DeviceSection;

/**
 * Promise 2 on the real daemon: killed at any moment, it loses nothing and doubles nothing. Two floors side by side, as most of
 * a kill's time is a JVM's start; scripts/chaos is the long form.
 */
@Tag("crash")
class ChaosTest {
    /** Of both floors together; other numbers by {@code -Dchaos.kills=N}, and many more by scripts/chaos. */
    private static final int KILLS = Integer.getInteger("chaos.kills", 40);

    /** Of each floor, with who makes the tokens there. */
    private static final Map<Long, DeviceSection.Identity> SEEDS =
            Map.of(20261128L, DeviceSection.Identity.FIRMWARE, 20261129L, DeviceSection.Identity.STATION);

    @TempDir
    Path folder;

    /** What became of one rig. */
    private record Floored(ConsistencyReport found, Set<KillPoint> met, List<String> said) {}

    private Floored rig(long seed) throws Exception {
        List<String> said = new ArrayList<>();
        Path own = Files.createDirectory(folder.resolve("rig-" + seed));
        try (Chaos chaos =
                new Chaos(own, KILLS / SEEDS.size(), seed, Objects.requireNonNull(SEEDS.get(seed)), said::add)) {
            ConsistencyReport found = chaos.run();
            return new Floored(found, EnumSet.copyOf(chaos.met().keySet()), said);
        }
    }

    @Test
    void killsLoseNothingAndDoubleNothing() throws Exception {
        ExecutorService floors = Executors.newFixedThreadPool(SEEDS.size());
        Set<KillPoint> met = EnumSet.noneOf(KillPoint.class);
        List<String> said = new ArrayList<>();
        try {
            List<Callable<Floored>> work = new ArrayList<>();
            for (long seed : SEEDS.keySet()) {
                work.add(() -> rig(seed));
            }
            for (Future<Floored> each : floors.invokeAll(work)) {
                Floored floored = each.get();
                assertThat(floored.found().complaints())
                        .as("%s", floored.said())
                        .isEmpty();
                assertThat(floored.found().sound()).as("%s", floored.found()).isTrue();
                assertThat(floored.found().boards()).isGreaterThanOrEqualTo(KILLS / SEEDS.size());
                met.addAll(floored.met());
                said.addAll(floored.said());
            }
        } finally {
            floors.shutdownNow();
        }
        assertThat(met).as("%s", said).hasSizeGreaterThanOrEqualTo(KillPoint.values().length - 3);
    }
}
