package org.twomes.station.cli.common;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.LoadedConfig;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.ledger.Ledger;
import picocli.CommandLine.Option;

/** {@code --config}: where every command finds its configuration. */
public final class ConfigOption {
    /** Where the package puts it. */
    public static final Path INSTALLED = Path.of("/etc/twomes-station/station.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration (default: /etc/twomes-station/station.yaml if it is there).")
    private Optional<Path> file = Optional.empty();

    private Optional<Path> data = Optional.empty();

    /** The file that is read, if there is one. */
    public Optional<Path> file() {
        return file.or(() -> Optional.of(INSTALLED).filter(Files::isReadable));
    }

    /** As {@link #read(Map)}, without the warnings. */
    public StationConfig load(Map<String, String> overrides) throws ConfigException {
        return read(overrides).config();
    }

    /**
     * The configuration; without a file the defaults, with the data in the user's own folder and no back office.
     *
     * @param overrides YAML values by dotted key that replace those of the file
     * @throws ConfigException when something in it is wrong
     */
    public LoadedConfig read(Map<String, String> overrides) throws ConfigException {
        Optional<Path> chosen = file();
        Map<String, String> all = new LinkedHashMap<>();
        if (chosen.isEmpty()) {
            all.put("station.data", Json.line(userData().toString()));
            all.put("backOffice.api", "none");
        }
        all.putAll(overrides);
        LoadedConfig loaded = ConfigFile.read(chosen, all, Instant.now());
        data = Optional.of(loaded.config().station().data());
        return loaded;
    }

    /** The data folder of the configuration that was loaded last; empty before any was. */
    public Optional<Path> dataFolder() {
        return data;
    }

    /** As {@link #load(Map)}, with nothing replaced. */
    public StationConfig load() throws ConfigException {
        return load(Map.of());
    }

    /** Opens the ledger of the configured station; the caller closes it. */
    public Ledger ledger() throws ConfigException {
        return StationLedger.open(load());
    }

    private static Path userData() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return base.resolve("twomes-station");
    }
}
