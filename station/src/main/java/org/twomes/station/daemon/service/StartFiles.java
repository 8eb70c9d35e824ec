package org.twomes.station.daemon.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.FileVersion;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.NamedFiles;

/** Waits, at a daemon's start, for the files without which it cannot work, so that it needs no restart once they are there. */
public final class StartFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StartFiles.class);

    private final Optional<Path> file;
    private final Duration period;
    private final Consumer<String> tell;
    private List<String> said = new ArrayList<>();

    /**
     * For a configuration from {@code file}, which may change meanwhile.
     *
     * @param period between two checks
     * @param tell is given what is waited for, at every check
     */
    public StartFiles(Optional<Path> file, Duration period, Consumer<String> tell) {
        this.file = file;
        this.period = period;
        this.tell = tell;
    }

    /**
     * Waits until all files are there.
     *
     * @return the configuration as it is then; empty when {@code stop} came first
     */
    public Optional<StationConfig> await(StationConfig first, CountDownLatch stop) throws InterruptedException {
        StationConfig config = first;
        String version = version();
        boolean changed = false;
        while (true) {
            List<String> missing = NamedFiles.missing(NamedFiles.needed(config));
            if (missing.isEmpty()) {
                return Optional.of(config);
            }
            say(missing);
            if (stop.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            // Read once it has not changed for a period: an editor may be in the middle of writing it.
            String found = version();
            if (changed && found.equals(version)) {
                config = reloaded(config);
            }
            changed = !found.equals(version);
            version = found;
        }
    }

    private String version() {
        return file.map(FileVersion::of).orElse("");
    }

    private StationConfig reloaded(StationConfig before) {
        if (file.isEmpty()) {
            return before;
        }
        try {
            return ConfigFile.load(file.get());
        } catch (ConfigException e) {
            LOG.error("The changed {} has errors; the one before stays in force. {}", file.get(), e.getMessage());
            return before;
        }
    }

    private void say(List<String> missing) {
        String status = "waits for " + String.join(", ", missing);
        if (!missing.equals(said)) {
            said = missing;
            LOG.warn("The station cannot start yet: it {}", status);
        }
        tell.accept(status);
    }
}
