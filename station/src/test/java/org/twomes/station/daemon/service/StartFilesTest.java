package org.twomes.station.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;

/** A daemon's start waits for the files that it needs, instead of ending. */
@Tag("fast")
class StartFilesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private Path configuration(String key) throws Exception {
        Path fresh = Files.writeString(
                folder.resolve("station.yaml.new"),
                "backOffice: {api: none}\ndashboard: {tls: {certificate: station.crt, key: " + key + "}}\n");
        return Files.move(fresh, folder.resolve("station.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private FutureTask<Optional<StationConfig>> start(Path file) throws Exception {
        StationConfig config = ConfigFile.load(file);
        StartFiles files = new StartFiles(Optional.of(file), Duration.ofMillis(20), told::add);
        FutureTask<Optional<StationConfig>> start = new FutureTask<>(() -> files.await(config, stop));
        new Thread(start, "start").start();
        return start;
    }

    private void awaitTold(String... words) {
        await().atMost(SOON)
                .until(() -> !told.isEmpty() && List.of(words).stream().allMatch(told.get(told.size() - 1)::contains));
    }

    @Test
    void theStartGoesOnWhenTheLastFileHasCome() throws Exception {
        FutureTask<Optional<StationConfig>> start = start(configuration("station.key"));
        awaitTold("TLS certificate", "station.crt", "TLS key", "station.key");
        Files.writeString(folder.resolve("station.crt"), "");
        await().atMost(SOON).until(() -> !told.get(told.size() - 1).contains("station.crt"));
        assertThat(start.isDone()).isFalse();
        Files.writeString(folder.resolve("station.key"), "");
        assertThat(start.get(SOON.toSeconds(), TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void aConfigurationThatNamesAnotherFileCounts() throws Exception {
        Files.writeString(folder.resolve("station.crt"), "");
        Files.writeString(folder.resolve("other.key"), "");
        FutureTask<Optional<StationConfig>> start = start(configuration("station.key"));
        awaitTold("station.key");
        configuration("other.key");
        Optional<StationConfig> config = start.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(config.orElseThrow().dashboard().tls().orElseThrow().key()).isEqualTo(folder.resolve("other.key"));
    }

    @Test
    void aStopEndsTheWait() throws Exception {
        FutureTask<Optional<StationConfig>> start = start(configuration("station.key"));
        awaitTold("station.key");
        stop.countDown();
        assertThat(start.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void withNothingMissingNothingIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), "backOffice: {api: none}\n");
        assertThat(start(file).get(SOON.toSeconds(), TimeUnit.SECONDS)).isPresent();
        assertThat(told).isEmpty();
    }
}
