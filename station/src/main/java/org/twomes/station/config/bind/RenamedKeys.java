package org.twomes.station.config.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.YamlNode;

/**
 * Keys that had another name in an earlier version. An upgrade keeps the station's file, so the old name is read for one version more,
 * with a warning that names the new one.
 */
public final class RenamedKeys {
    /** Dotted old key (of list entries {@code slots[].key}) to the new name in the same section. Renamed in 0.2.0. */
    private static final Map<String, String> NAMES =
            Map.of("backOffice.retryFirst", "retryInitialDelay", "backOffice.retryMost", "retryMaxDelay");

    private final Map<String, String> names;
    private final List<ConfigProblem> problems;
    private final List<ConfigProblem> warnings;

    /** Adds to {@code problems} each key given under both names, and to {@code warnings} each given under its old one. */
    public RenamedKeys(List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        this(NAMES, problems, warnings);
    }

    RenamedKeys(Map<String, String> names, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        this.names = Map.copyOf(names);
        this.problems = problems;
        this.warnings = warnings;
    }

    /** The same configuration, from one source, with new names only. */
    public YamlNode apply(YamlNode root) {
        return apply("", root);
    }

    private YamlNode apply(String key, YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping(key.isEmpty() ? "" : key + ".", mapping);
        }
        if (node instanceof YamlNode.Listing listing) {
            List<YamlNode> items = new ArrayList<>();
            listing.items().forEach(item -> items.add(apply(key + "[]", item)));
            return new YamlNode.Listing(listing.place(), items);
        }
        return node;
    }

    private YamlNode mapping(String section, YamlNode.Mapping mapping) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            String key = section + name;
            YamlNode.Entry renamed = new YamlNode.Entry(entry.place(), apply(key, entry.value()));
            String now = names.getOrDefault(key, name);
            YamlNode.Entry other = now.equals(name) ? null : mapping.entries().get(now);
            if (other != null) {
                problems.add(entry.place()
                        .problem(
                                key,
                                "is the old name of " + section + now + ", which is in line "
                                        + other.place().line() + ": remove this one"));
                return;
            }
            if (!now.equals(name)) {
                warnings.add(entry.place()
                        .problem(
                                key,
                                "is now called " + section + now + ": rename it, the next version does not read the old"
                                        + " name"));
            }
            entries.put(now, renamed);
        });
        return new YamlNode.Mapping(mapping.place(), entries);
    }
}
