package org.twomes.station.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that still knows where it stood, so that what is wrong with its meaning can be shown there. */
public sealed interface YamlNode {
    SourceLocation place();

    /** The kind of node, for complaints. */
    String kind();

    /** A map; its place is that of its key. */
    record Mapping(SourceLocation place, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a map of keys";
        }
    }

    /** A key's own place and what it holds. */
    record Entry(SourceLocation place, YamlNode value) {}

    /** A list. */
    record Listing(SourceLocation place, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Anything else, as the text that the file has; empty for no value. */
    record Scalar(SourceLocation place, String text) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
        }

        /** Whether there is no value. */
        public boolean isEmpty() {
            return text.isEmpty();
        }
    }

    /**
     * Lays {@code over} on top of {@code under}: maps key by key, everything else as a whole. A map without any key left (all
     * its lines commented out) changes nothing.
     */
    static YamlNode overlay(YamlNode under, YamlNode over) {
        if (!(under instanceof Mapping below)) {
            return over;
        }
        if (over instanceof Scalar scalar && scalar.isEmpty()) {
            return under;
        }
        if (!(over instanceof Mapping above)) {
            return over;
        }
        Map<String, Entry> merged = new LinkedHashMap<>(below.entries());
        above.entries().forEach((key, entry) -> {
            Entry old = merged.get(key);
            merged.put(key, old == null ? entry : new Entry(entry.place(), overlay(old.value(), entry.value())));
        });
        return new Mapping(above.place(), merged);
    }
}
