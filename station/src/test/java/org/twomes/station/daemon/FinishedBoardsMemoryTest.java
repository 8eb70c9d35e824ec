package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.nvs.NvsValue;
import org.twomes.station.nvs.NvsWriter;

/** The live objects of a real daemon after its boards: no activation token of a finished board stands in one. */
@Tag("rig")
class FinishedBoardsMemoryTest {
    private static final int FIRST = 0xD3AD40;
    private static final int SLOTS = 4;
    private static final int ROUNDS = 2;
    /** The last board of each slot: done, done, and two that fail with a token said. */
    private static final List<String> LAST = List.of("", "", "wrong-name", "truncated 99");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @TempDir
    Path tap;

    private LeakRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new LeakRig(folder, tap, SLOTS);
        // As a line runs.
        Files.writeString(rig.config(), Files.readString(rig.config()).replace("level: trace", "level: info"));
        // Such a token is in the ledger's answer, the plan and the frames that are written, and then in the boot log as
        // any other.
        rig.identityByStation();
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void noTokenOfAFinishedBoardStandsInALiveObject() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (round > 0) {
                    rig.pull(slot);
                }
                rig.plug(slot, FIRST + round * SLOTS + slot, round == 0 ? "" : LAST.get(slot));
            }
            for (int slot = 0; slot < SLOTS; slot++) {
                rig.awaitEnd(slot);
            }
        }
        TreeSet<String> tokens = LeakSearch.tokens(tap);
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(SLOTS * ROUNDS - 1);
        await("the last strings to be let go")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(standing(tokens)).isEmpty());
    }

    /** Which of the tokens are in the heap, and in how many forms. */
    private Map<String, List<String>> standing(TreeSet<String> tokens) throws Exception {
        Path dump = tap.resolve("heap-" + System.nanoTime() + ".hprof");
        dump(dump);
        String heap = Files.readString(dump, StandardCharsets.ISO_8859_1);
        assertThat(heap).as("the dump holds texts").contains("TWOMES-");
        Files.delete(dump);
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String token : tokens) {
            List<String> forms = new ArrayList<>();
            if (heap.contains(token)) {
                forms.add("as bytes");
            }
            if (heap.contains(new String(token.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1))) {
                forms.add("as characters");
            }
            if (heap.contains(stored(token))) {
                forms.add("as the board stores it");
            }
            if (!forms.isEmpty()) {
                found.put(token, forms);
            }
        }
        return found;
    }

    /** The key-value store's entry from its key on. */
    private static String stored(String token) {
        byte[] partition = new NvsWriter(0x3000)
                .namespace("twomes_storage")
                .put("dat", NvsValue.u32(Long.parseLong(token)))
                .partition();
        return new String(partition, 0x68, 0x18, StandardCharsets.ISO_8859_1);
    }

    /** Of live objects alone. */
    private void dump(Path file) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(
                        jcmd.toString(), Long.toString(rig.daemon().pid()), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(tap.resolve("jcmd.txt").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(file).as(Files.readString(tap.resolve("jcmd.txt"))).exists();
    }
}
