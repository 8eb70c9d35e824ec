package org.twomes.station.sticker.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;
import org.twomes.station.common.YamlReader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelFields;

/** Reads what labels say from one file and checks it; every complaint names file, line, column, key and remedy. */
final class DesignFile {
    private static final String LINES = "lines";
    private static final String LOGO = "logo";
    private static final String MARKS = "marks";
    private static final Set<String> KEYS = Set.of(LINES, LOGO, MARKS);
    private static final Set<String> LINE_KEYS = Set.of("text", "bold", "size", "least", "at", "when");
    private static final Set<String> PICTURE_KEYS = Set.of("file", "width", "height");
    private static final int MOST_LINES = 20;

    /** Smaller than this and most eyes need a glass (3.4 points), in millimetres. */
    private static final double LEAST_MM = 1.2;

    /**
     * What decides between forms of a line.
     *
     * @param language two letters
     * @param showPop whether the proof of possession may stand in readable text
     */
    record Choices(String language, boolean showPop) {}

    private final String file;
    private final Path folder;
    private final Choices choices;

    /** A reader; {@code folder} is where the pictures are. */
    DesignFile(String file, Path folder, Choices choices) {
        this.file = file;
        this.folder = folder;
        this.choices = choices;
    }

    /** The design in {@code text}. */
    LabelDesign parse(String code, String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        YamlNode root = new YamlReader(new SourceLocation(file, folder, 0, 0), problems).read(text);
        if (!problems.isEmpty()) {
            throw wrong(problems.get(0));
        }
        YamlNode.Mapping keys = mapping(root, "the file", KEYS);
        YamlNode.Entry lines = keys.entries().get(LINES);
        if (lines == null
                || !(lines.value() instanceof YamlNode.Listing list)
                || list.items().isEmpty()) {
            throw wrong(root.place().problem(LINES, "needs a list of lines, each with a text"));
        }
        if (list.items().size() > MOST_LINES) {
            throw wrong(lines.place().problem(LINES, "has more than " + MOST_LINES + " lines"));
        }
        List<DesignLine> read = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            line(list.items().get(i), LINES + "[" + i + "]").ifPresent(read::add);
        }
        return new LabelDesign(code, read, picture(keys, LOGO), picture(keys, MARKS));
    }

    private Optional<DesignLine> line(YamlNode node, String key) {
        YamlNode.Mapping keys = mapping(node, key, LINE_KEYS);
        if (oneOf(keys, key, "when", "showPop") && !choices.showPop()) {
            return Optional.empty();
        }
        YamlNode.Entry given = keys.entries().get("text");
        if (given == null) {
            throw wrong(node.place().problem(key + ".text", "is missing"));
        }
        String text = inLanguage(given, key + ".text");
        fields(given.place(), key + ".text", text);
        return Optional.of(new DesignLine(text, truth(keys, key), oneOf(keys, key, "at", "foot"), size(keys, key)));
    }

    /** A text, or the one in the station's language where there are several; English stands in for a language that is not there. */
    private String inLanguage(YamlNode.Entry given, String key) {
        if (!(given.value() instanceof YamlNode.Mapping languages)) {
            return text(given.value(), key);
        }
        YamlNode.Entry chosen = Optional.ofNullable(languages.entries().get(choices.language()))
                .or(() -> Optional.ofNullable(languages.entries().get("en")))
                .orElseThrow(
                        () -> wrong(given.place().problem(key, "has no text in " + choices.language() + " or en")));
        return text(chosen.value(), key);
    }

    private void fields(SourceLocation place, String key, String text) {
        Matcher matcher = LabelDesign.FIELD.matcher(text);
        while (matcher.find()) {
            String field = matcher.group(1);
            if (field.equals(LabelDesign.POP) && !choices.showPop()) {
                throw wrong(place.problem(
                        key,
                        "{pop} is the proof of possession, which stands in readable text only with sticker.showPop: true;"
                                + " set it, or leave the line out with when: showPop"));
            }
            if (!LabelFields.known(field)) {
                throw wrong(place.problem(
                        key, "{" + field + "} is not a field; the fields are " + String.join(", ", LabelFields.NAMES)));
            }
        }
        String rest = matcher.replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            throw wrong(place.problem(key, "has a brace that belongs to no field; fields look like {name}"));
        }
    }

    private DesignLine.Size size(YamlNode.Mapping keys, String key) {
        double least = length(keys, key, "least").orElse(LEAST_MM);
        YamlNode.Entry given = keys.entries().get("size");
        String size = given == null ? "auto" : text(given.value(), key + ".size");
        if (size.equals("auto")) {
            return new DesignLine.Size(DesignLine.Kind.AUTO, 0, least);
        }
        if (size.equals("fill")) {
            return new DesignLine.Size(DesignLine.Kind.FILL, 0, least);
        }
        double most = length(keys, key, "size").orElse(0.0);
        if (most < least) {
            throw wrong(keys.place()
                    .problem(
                            key + ".size", "is less than the smallest size of the line (key least, " + least + " mm)"));
        }
        return new DesignLine.Size(DesignLine.Kind.FIXED, most, least);
    }

    private Optional<DesignPicture> picture(YamlNode.Mapping keys, String key) {
        YamlNode.Entry entry = keys.entries().get(key);
        if (entry == null) {
            return Optional.empty();
        }
        YamlNode.Mapping inner = mapping(entry.value(), key, PICTURE_KEYS);
        Optional<Double> height = length(inner, key, "height");
        if (height.isEmpty()) {
            throw wrong(entry.place().problem(key + ".height", "is missing: how high the place is, e.g. 5mm"));
        }
        Optional<Double> width = length(inner, key, "width");
        YamlNode.Entry named = inner.entries().get("file");
        if (named == null) {
            return Optional.of(new DesignPicture(Optional.empty(), width.orElse(height.get()), height.get()));
        }
        PictureFile.Found found = PictureFile.read(folder.resolve(text(named.value(), key + ".file")), named.place());
        double most = width.orElse(Double.MAX_VALUE);
        double scaled = Math.min(height.get(), most / found.aspect());
        return Optional.of(new DesignPicture(Optional.of(found.image()), scaled * found.aspect(), scaled));
    }

    private static Optional<Double> length(YamlNode.Mapping keys, String key, String name) {
        YamlNode.Entry entry = keys.entries().get(name);
        if (entry == null) {
            return Optional.empty();
        }
        String value = text(entry.value(), key + "." + name);
        double length = LengthText.millimetres(value).orElse(0);
        if (length <= 0) {
            throw wrong(entry.place().problem(key + "." + name, "'" + value + "' " + LengthText.ADVICE));
        }
        return Optional.of(length);
    }

    private static boolean truth(YamlNode.Mapping keys, String key) {
        YamlNode.Entry entry = keys.entries().get("bold");
        if (entry == null) {
            return false;
        }
        String value = text(entry.value(), key + ".bold");
        if (!Set.of("true", "false").contains(value)) {
            throw wrong(entry.place().problem(key + ".bold", "'" + value + "' is neither true nor false"));
        }
        return value.equals("true");
    }

    /** Whether a key is there, with the one value that it can have. */
    private static boolean oneOf(YamlNode.Mapping keys, String key, String name, String only) {
        YamlNode.Entry entry = keys.entries().get(name);
        if (entry == null) {
            return false;
        }
        String value = text(entry.value(), key + "." + name);
        if (!value.equals(only)) {
            throw wrong(entry.place().problem(key + "." + name, "'" + value + "' is not " + only));
        }
        return true;
    }

    private static String text(YamlNode node, String key) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw wrong(node.place().problem(key, "a text is needed here"));
    }

    private static YamlNode.Mapping mapping(YamlNode node, String key, Set<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw wrong(node.place().problem(key, "needs a map of keys, not " + node.kind()));
        }
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw wrong(entry.getValue()
                        .place()
                        .problem(
                                entry.getKey(),
                                "not a key here; the keys are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList())));
            }
        }
        return mapping;
    }

    private static FaultException wrong(ConfigProblem problem) {
        return new FaultException(FaultCode.LABEL_TEMPLATE_INVALID, problem.toString());
    }
}
