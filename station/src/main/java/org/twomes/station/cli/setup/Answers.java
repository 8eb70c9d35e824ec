package org.twomes.station.cli.setup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;

/** The keys that were answered, and the file that says them and nothing else. */
final class Answers {
    private final Map<String, String> byKey = new LinkedHashMap<>();

    /** Sets a key, {@code section.name}, to a text. */
    void put(String key, String text) {
        byKey.put(key, Json.line(text));
    }

    /** Sets a key, {@code section.name}, to a number. */
    void put(String key, int number) {
        byKey.put(key, Integer.toString(number));
    }

    /** What would be wrong with a file that has these keys too; {@code more} is by key, values as YAML. */
    Optional<String> complaint(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(byKey);
        all.putAll(more);
        // A file that is to be made says nothing of the answers.
        all.putIfAbsent("backOffice.tokenFile", "admin-token");
        try {
            ConfigFile.defaults(all);
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(String.valueOf(e.getMessage()).strip());
        }
    }

    /** The text of the file. */
    String yaml() {
        Map<String, StringBuilder> sections = new TreeMap<>();
        byKey.forEach((key, value) -> {
            int dot = key.indexOf('.');
            sections.computeIfAbsent(key.substring(0, dot), section -> new StringBuilder(section + ":\n"))
                    .append("  ")
                    .append(key.substring(dot + 1))
                    .append(": ")
                    .append(value)
                    .append('\n');
        });
        StringBuilder text =
                new StringBuilder("# What this station has of its own; `station config show` explains every key.\n");
        sections.values().forEach(text::append);
        return text.toString();
    }
}
