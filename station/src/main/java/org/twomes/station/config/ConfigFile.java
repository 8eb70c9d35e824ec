package org.twomes.station.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;
import org.twomes.station.common.YamlReader;
import org.twomes.station.config.bind.RecordBinder;
import org.twomes.station.config.bind.RenamedKeys;
import org.twomes.station.config.check.ConfigChecks;

/**
 * Reads the configuration: the user's YAML file laid over the commented {@code station.yaml} inside the program, which is the one
 * source of defaults. Maps are merged key by key, lists and values replaced.
 */
public final class ConfigFile {
    /** How the defaults are called in complaints. */
    public static final String DEFAULTS_SHOWN = "station.yaml (defaults)";

    private static final String DEFAULTS = "station.yaml";
    /** A configuration with thousands of slots has some 100 kB; more is another file by mistake. */
    private static final long MOST_BYTES = 1 << 20;

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();
    private final RenamedKeys renamed = new RenamedKeys(problems, warnings);
    private Map<String, SourceLocation> places = Map.of();

    private ConfigFile() {}

    /** The defaults alone. */
    public static StationConfig defaults() {
        try {
            return defaults(Map.of());
        } catch (ConfigException e) {
            throw new IllegalStateException("the defaults inside the program are broken: " + e.getMessage(), e);
        }
    }

    /**
     * The defaults with single keys replaced; relative paths start at the working directory.
     *
     * @param overrides YAML values by dotted key, e.g. {@code loader.baud} to {@code 921600}
     * @throws ConfigException with everything that is wrong
     */
    public static StationConfig defaults(Map<String, String> overrides) throws ConfigException {
        return new ConfigFile().build(Optional.empty(), overrides);
    }

    /**
     * The defaults with {@code file} laid over them; relative paths start at the file's folder.
     *
     * @throws ConfigException with everything that is wrong, also where the file cannot be read
     */
    public static StationConfig load(Path file) throws ConfigException {
        return load(file, Map.of());
    }

    /**
     * As {@link #load(Path)}, with single keys replaced last, as in {@link #defaults(Map)}.
     *
     * @throws ConfigException with everything that is wrong, also where the file cannot be read
     */
    public static StationConfig load(Path file, Map<String, String> overrides) throws ConfigException {
        return new ConfigFile().build(Optional.of(file), overrides);
    }

    /**
     * As {@link #load(Path, Map)}, with what somebody should know of the file though the station works by it.
     *
     * @param file empty: the defaults, as in {@link #defaults(Map)}
     * @param now for times that lie behind
     * @throws ConfigException with everything that is wrong, also where the file cannot be read
     */
    public static LoadedConfig read(Optional<Path> file, Map<String, String> overrides, Instant now)
            throws ConfigException {
        ConfigFile read = new ConfigFile();
        StationConfig config = read.build(file, overrides);
        String cron = config.sticker().flushCron();
        String key = "sticker.flushCron";
        SourceLocation place = read.places.get(key);
        if (place != null && !cron.isEmpty() && CronText.neverAfter(cron, now)) {
            read.warnings.add(place.problem(key, "'" + cron + "' never comes again: no sheet will be finished by it"));
        }
        return new LoadedConfig(config, read.warnings);
    }

    /** The commented default file's text, for {@code config show} and for a first file of one's own. */
    public static String defaultText() {
        try (InputStream stream = ConfigFile.class.getResourceAsStream(DEFAULTS)) {
            if (stream == null) {
                throw new IllegalStateException(DEFAULTS + " is not inside the program; build it with Maven");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + DEFAULTS + " inside the program", e);
        }
    }

    private StationConfig build(Optional<Path> file, Map<String, String> overrides) throws ConfigException {
        Path here = Path.of("").toAbsolutePath();
        YamlNode defaults =
                new YamlReader(new SourceLocation(DEFAULTS_SHOWN, here, 0, 0), problems).read(defaultText());
        YamlNode merged = defaults;
        if (file.isPresent()) {
            merged = YamlNode.overlay(
                    merged, userFile(file.get().toAbsolutePath(), file.get().toString()));
        }
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            merged = YamlNode.overlay(merged, override(override.getKey(), override.getValue(), here));
        }
        StationConfig config = bind(merged, defaults);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparing(ConfigProblem::file)
                    .thenComparingInt(ConfigProblem::line)
                    .thenComparingInt(ConfigProblem::column));
            throw new ConfigException(problems);
        }
        return config;
    }

    private StationConfig bind(YamlNode merged, YamlNode defaults) {
        RecordBinder binder = new RecordBinder(StationConfig.class, problems);
        try {
            StationConfig config = binder.record(StationConfig.class, "", merged, (YamlNode.Mapping) defaults);
            places = binder.places();
            new ConfigChecks(config, places, problems).run();
            return config;
        } catch (RecordBinder.Unusable e) {
            throw new IllegalStateException(DEFAULTS + " inside the program lacks a key: " + problems, e);
        }
    }

    private YamlNode userFile(Path file, String shown) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        SourceLocation start = new SourceLocation(shown, folder, 0, 0);
        YamlNode nothing = new YamlNode.Scalar(start, "");
        try {
            if (Files.isDirectory(file)) {
                problems.add(start.problem("", "is a folder; name the YAML file in it"));
                return nothing;
            }
            if (Files.size(file) > MOST_BYTES) {
                problems.add(start.problem("", "has more than 1 MB; that is no configuration file"));
                return nothing;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return renamed.apply(new YamlReader(start, problems).read(text));
        } catch (NoSuchFileException e) {
            problems.add(start.problem("", "there is no such file"));
        } catch (CharacterCodingException e) {
            problems.add(start.problem("", "is not UTF-8 text; save it as UTF-8"));
        } catch (IOException e) {
            problems.add(start.problem("", "cannot be read: " + e.getMessage() + "; look at its owner and mode"));
        }
        return nothing;
    }

    /** A single key as the nest of maps that it stands for. */
    private YamlNode override(String key, String value, Path here) {
        SourceLocation start = new SourceLocation("override " + key, here, 0, 0);
        YamlNode node = new YamlReader(start, problems).read(value);
        String[] names = key.split("\\.", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            Map<String, YamlNode.Entry> entry = new LinkedHashMap<>();
            entry.put(names[i], new YamlNode.Entry(start, node));
            node = new YamlNode.Mapping(start, entry);
        }
        return renamed.apply(node);
    }
}
