package org.twomes.station.sticker.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;
import org.twomes.station.common.YamlReader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Reads one template file and checks it; every complaint names file, line, column, key and remedy. */
final class TemplateFile {
    /** Rounded figures of data sheets may overlap by this much, in millimetres. */
    private static final double ROUNDING_MM = 0.011;

    private static final int MOST_LABELS_IN_A_ROW = 500;
    private static final Set<String> KEYS = Set.of(
            "code",
            "also",
            "material",
            "page.width",
            "page.height",
            "label.width",
            "label.height",
            "columns",
            "rows",
            "first.left",
            "first.top",
            "pitch.x",
            "pitch.y");

    /** A scalar or a list of scalars, and where its key is. */
    private record Entry(List<String> values, SourceLocation place) {}

    private final String file;
    private final Map<String, Entry> entries;

    private TemplateFile(String file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** The template in {@code text}; {@code file} is its name for complaints. */
    static LabelTemplate parse(String file, String text) {
        return new TemplateFile(file, entries(file, text)).template();
    }

    private LabelTemplate template() {
        Entry also = entries.get("also");
        Entry material = entries.get("material");
        LabelTemplate template = new LabelTemplate(
                text("code"),
                also == null ? List.of() : also.values(),
                material == null ? "" : String.join(" ", material.values()),
                size("page.width"),
                size("page.height"),
                size("label.width"),
                size("label.height"),
                whole("columns"),
                whole("rows"),
                length("first.left"),
                length("first.top"),
                size("pitch.x"),
                size("pitch.y"));
        fitsPitch("label.width", template.labelWidthMm(), "pitch.x", template.pitchXMm(), template.columns());
        fitsPitch("label.height", template.labelHeightMm(), "pitch.y", template.pitchYMm(), template.rows());
        Box last = template.box(template.count());
        fitsPage("right", last.right(), "page.width", template.pageWidthMm(), "first.left, pitch.x or columns");
        fitsPage("bottom", last.bottom(), "page.height", template.pageHeightMm(), "first.top, pitch.y or rows");
        return template;
    }

    private void fitsPitch(String key, double size, String pitchKey, double pitch, int count) {
        if (count > 1 && size > pitch + ROUNDING_MM) {
            throw wrong(
                    key,
                    mm(size) + " is more than " + pitchKey + " (" + mm(pitch)
                            + "), so that labels would overlap; measure both again");
        }
    }

    private void fitsPage(String side, double edge, String pageKey, double page, String remedy) {
        if (edge > page + ROUNDING_MM) {
            throw wrong(
                    pageKey,
                    "the last label's " + side + " edge is at " + mm(edge) + ", beyond the page's " + mm(page)
                            + "; correct " + remedy);
        }
    }

    private String text(String key) {
        Entry entry = required(key);
        String value = entry.values().size() == 1 ? entry.values().get(0).strip() : "";
        if (value.isEmpty()) {
            throw wrong(key, "a text is needed here");
        }
        return value;
    }

    private int whole(String key) {
        String value = text(key);
        if (!value.matches("[0-9]{1,3}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > MOST_LABELS_IN_A_ROW) {
            throw wrong(
                    key,
                    "'" + value + "' is not a number of labels; write a whole number from 1 to "
                            + MOST_LABELS_IN_A_ROW);
        }
        return Integer.parseInt(value);
    }

    private double size(String key) {
        double value = length(key);
        if (value <= 0) {
            throw wrong(key, "must be more than 0");
        }
        return value;
    }

    private double length(String key) {
        String value = text(key);
        return LengthText.millimetres(value).orElseThrow(() -> wrong(key, "'" + value + "' " + LengthText.ADVICE));
    }

    private Entry required(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new FaultException(FaultCode.LABEL_TEMPLATE_INVALID, file + ": key '" + key + "' is missing");
        }
        return entry;
    }

    private FaultException wrong(String key, String what) {
        return wrong(required(key).place().problem(key, what));
    }

    private static FaultException wrong(ConfigProblem problem) {
        return new FaultException(FaultCode.LABEL_TEMPLATE_INVALID, problem.toString());
    }

    private static String mm(double value) {
        return String.format(Locale.ROOT, "%.2f mm", value);
    }

    /** Flattens the file to {@code section.key}, with places. */
    private static Map<String, Entry> entries(String file, String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        YamlNode root = new YamlReader(new SourceLocation(file, Path.of(""), 0, 0), problems).read(text);
        if (!problems.isEmpty()) {
            throw wrong(problems.get(0));
        }
        Map<String, Entry> found = new LinkedHashMap<>();
        if (root instanceof YamlNode.Mapping mapping) {
            flatten("", mapping, found);
        } else if (!(root instanceof YamlNode.Scalar nothing && nothing.isEmpty())) {
            throw notAKey(root.place(), "the file");
        }
        return found;
    }

    private static void flatten(String section, YamlNode.Mapping mapping, Map<String, Entry> found) {
        mapping.entries().forEach((name, entry) -> {
            String key = section + name;
            if (entry.value() instanceof YamlNode.Mapping inner) {
                flatten(key + ".", inner, found);
            } else if (KEYS.contains(key)) {
                found.put(key, new Entry(values(key, entry.value()), entry.place()));
            } else {
                throw notAKey(entry.place(), key);
            }
        });
    }

    private static List<String> values(String key, YamlNode node) {
        List<YamlNode> items = node instanceof YamlNode.Listing list ? list.items() : List.of(node);
        List<String> values = new ArrayList<>();
        for (YamlNode item : items) {
            if (!(item instanceof YamlNode.Scalar scalar)) {
                throw wrong(item.place().problem(key, item.kind() + " cannot be here; write texts"));
            }
            if (!scalar.isEmpty()) {
                values.add(scalar.text());
            }
        }
        return List.copyOf(values);
    }

    private static FaultException notAKey(SourceLocation place, String key) {
        return wrong(place.problem(
                key,
                "not a key of a label template; the keys are "
                        + String.join(", ", KEYS.stream().sorted().toList())));
    }
}
