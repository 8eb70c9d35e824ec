package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How scripts build: only what is older than its sources, and one at a time. Runs scripts/common.sh in a tree of its own. */
@Tag("rig")
class BuildScriptTest {
    private static final Path COMMON = Path.of("..", "scripts", "common.sh");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A script whose build notes that it began, and ends when it is told on its standard input how. */
    private static final String SCRIPT = """
            set -euo pipefail
            source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
            build_parts() {
              echo begun >>"$ROOT/builds"
              read -r status
              touch "$TARGET/parts.list"
              return "$status"
            }
            build_if_stale parts parts.list station/src/parts "the parts" build_parts
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void makeTree() throws IOException {
        for (String folder : List.of("scripts", "config", "station/src/main/npm", "station/src/parts")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file :
                List.of("pom.xml", "station/pom.xml", "station/src/main/A", "station/src/parts/B", "builds")) {
            setTime(Files.createFile(root.resolve(file)), Instant.EPOCH);
        }
        for (String folder : List.of("config", "station/src/main/npm", "station/src/main", "station/src/parts")) {
            setTime(root.resolve(folder), Instant.EPOCH);
        }
        Files.copy(COMMON, root.resolve("scripts/common.sh"));
        Files.writeString(root.resolve("scripts/parts"), SCRIPT);
    }

    @Test
    void aBuildIsMadeOnceUntilASourceChanges() throws Exception {
        assertThat(run("0")).isZero();
        assertThat(run("0")).isZero();
        assertThat(builds()).isEqualTo(1);

        setTime(root.resolve("station/src/parts/B"), Instant.now().plus(PATIENCE));
        assertThat(run("0")).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aBuildIsMadeAgainWhenItsProductIsGone() throws Exception {
        assertThat(run("0")).isZero();
        Files.delete(root.resolve("station/target/parts.list"));
        assertThat(run("0")).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    /** npm changes its folder in every build. */
    @Test
    void theFolderIntoWhichNpmUnpacksMakesNothingStale() throws Exception {
        assertThat(run("0")).isZero();
        setTime(root.resolve("station/src/main/npm"), Instant.now().plus(PATIENCE));
        assertThat(run("0")).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aFailedBuildEndsTheScriptAndCountsForNothing() throws Exception {
        assertThat(run("1")).isEqualTo(1);
        assertThat(Files.readString(root.resolve("errors-1"))).contains("parts: the build failed; see above");
        assertThat(run("0")).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void whoHasToWaitSaysForWhomAndBuildsNothingAgain() throws Exception {
        Process first = start("first");
        await().atMost(PATIENCE).until(() -> builds() == 1);
        Process second = start("second");
        await().atMost(PATIENCE)
                .until(() -> Files.readString(root.resolve("errors-second"))
                        .contains("Waiting for the build of scripts/parts (process " + first.pid() + ") ..."));

        assertThat(finish(first, "0")).isZero();
        assertThat(finish(second, "0")).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    private int run(String status) throws Exception {
        return finish(start(status), status);
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder("bash", root.resolve("scripts/parts").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(root.resolve("errors-" + name).toFile())
                .start();
    }

    /** A script that builds nothing may have ended before it is told how. */
    private static int finish(Process process, String status) throws Exception {
        try (OutputStream in = process.getOutputStream()) {
            in.write((status + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
