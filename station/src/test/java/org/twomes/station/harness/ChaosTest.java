package org.twomes.station.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2 on the real daemon: killed at any moment, it loses nothing and doubles nothing. scripts/chaos is the long form. */
class ChaosTest {
    /** Each point at least once; more by {@code -Dchaos.kills=40}, or many more by scripts/chaos. */
    private static final int KILLS = Integer.getInteger("chaos.kills", 26);

    private static final long SEED = 20261128;

    @TempDir
    Path folder;

    @Test
    void killsLoseNothingAndDoubleNothing() throws Exception {
        List<String> said = new ArrayList<>();
        try (Chaos chaos = new Chaos(folder, KILLS, SEED, said::add)) {
            Reckoning found = chaos.run();
            assertThat(found.complaints()).as("%s", said).isEmpty();
            assertThat(found.sound()).as("%s", found).isTrue();
            assertThat(found.boards()).isGreaterThanOrEqualTo(KILLS);
            assertThat(chaos.met()).as("%s", said).hasSizeGreaterThanOrEqualTo(KillPoint.values().length - 3);
        }
    }
}
