package org.twomes.station.sticker.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads one template file and checks it; every complaint names file, line, key and remedy. */
final class TemplateFile {
    /** Rounded figures of data sheets may overlap by this much, in millimetres. */
    private static final double ROUNDING_MM = 0.011;

    private static final int MOST_LABELS_IN_A_ROW = 500;
    private static final Pattern LENGTH = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(mm|cm|in|pt)");
    private static final Map<String, Double> UNIT_MM = Map.of("mm", 1.0, "cm", 10.0, "in", 25.4, "pt", 25.4 / 72);
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

    /** A scalar or a list of scalars, and the line it stands on. */
    private record Entry(List<String> values, int line) {}

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
        Matcher matcher = LENGTH.matcher(value);
        if (!matcher.matches()) {
            throw wrong(
                    key,
                    "'" + value + "' is not a length; write a number and its unit (mm, cm, in or pt), e.g. 38.1mm");
        }
        return Double.parseDouble(matcher.group(1)) * UNIT_MM.getOrDefault(matcher.group(2), 1.0);
    }

    private Entry required(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new FaultException(FaultCode.LABEL_TEMPLATE_INVALID, file + ": key '" + key + "' is missing");
        }
        return entry;
    }

    private FaultException wrong(String key, String what) {
        Entry entry = entries.get(key);
        return wrong(file, entry == null ? 1 : entry.line(), key, what);
    }

    private static FaultException wrong(String file, int line, String key, String what) {
        return new FaultException(FaultCode.LABEL_TEMPLATE_INVALID, file + ":" + line + ": " + key + ": " + what);
    }

    private static String mm(double value) {
        return String.format(Locale.ROOT, "%.2f mm", value);
    }

    /** Flattens the file to {@code section.key}, with lines. */
    private static Map<String, Entry> entries(String file, String text) {
        Map<String, Entry> found = new LinkedHashMap<>();
        int line = 1;
        try (JsonParser parser = new YAMLMapper().createParser(text)) {
            Deque<String> path = new ArrayDeque<>();
            String key = "";
            int inLists = 0;
            for (JsonToken token = next(parser); token != null; token = next(parser)) {
                line = parser.currentTokenLocation().getLineNr();
                switch (token) {
                    case PROPERTY_NAME -> key = dotted(path, parser.currentName());
                    case START_OBJECT -> path.addLast(key);
                    case END_OBJECT -> path.removeLast();
                    case START_ARRAY -> {
                        inLists++;
                        add(file, found, key, line, null, false);
                    }
                    case END_ARRAY -> inLists--;
                    default -> add(file, found, key, line, parser.getString(), inLists > 0);
                }
            }
        } catch (JacksonException e) {
            int at = e.getLocation() == null ? line : e.getLocation().getLineNr();
            throw new FaultException(
                    FaultCode.LABEL_TEMPLATE_INVALID,
                    file + ":" + at + ": this is not YAML (" + e.getOriginalMessage() + ")",
                    e);
        }
        return found;
    }

    private static @Nullable JsonToken next(JsonParser parser) {
        return parser.nextToken();
    }

    private static String dotted(Deque<String> path, String name) {
        String last = path.peekLast();
        return last == null || last.isEmpty() ? name : last + "." + name;
    }

    private static void add(
            String file, Map<String, Entry> found, String key, int line, @Nullable String value, boolean inList) {
        if (!KEYS.contains(key)) {
            throw wrong(
                    file,
                    line,
                    key.isEmpty() ? "the file" : key,
                    "not a key of a label template; the keys are "
                            + String.join(", ", KEYS.stream().sorted().toList()));
        }
        Entry before = found.get(key);
        if (before != null && !inList) {
            throw wrong(
                    file, line, key, "stands here for the second time (first on line " + before.line() + "); keep one");
        }
        List<String> values = new ArrayList<>(before == null ? List.of() : before.values());
        if (value != null) {
            values.add(value);
        }
        found.put(key, new Entry(List.copyOf(values), before == null ? line : before.line()));
    }
}
