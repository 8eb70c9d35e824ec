package org.twomes.station.cli.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.FileOwner;
import org.twomes.station.common.Json;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.ResetChoice;

/** Edits the list under {@code ports.slots} in the text of a configuration file, and leaves the rest of the file as it is. */
final class SlotsText {
    private static final String SECTION = "ports:";
    private static final String KEY = "  slots:";

    private SlotsText() {}

    /**
     * A named place.
     *
     * @param reset of the slot's own, as the file has it; empty for none
     * @param baud rate of the slot's own
     */
    record Place(String path, String name, String group, Optional<String> reset, Optional<Integer> baud) {
        /** A place with nothing of its own. */
        static Place of(String path, String name, String group) {
            return new Place(path, name, group, Optional.empty(), Optional.empty());
        }

        /** The place that a configuration has. */
        static Place of(PortsSection.Slot slot) {
            return new Place(
                    slot.path(), slot.name(), slot.group(), slot.reset().map(ResetChoice::text), slot.baud());
        }

        /** The same place under another name. */
        Place named(String other) {
            return new Place(path, other, group, reset, baud);
        }

        /** The same place in another group. */
        Place in(String other) {
            return new Place(path, name, other, reset, baud);
        }
    }

    /** The list as it stands under {@code ports:}. */
    static String yaml(List<Place> places) {
        StringBuilder text = new StringBuilder(KEY).append('\n');
        for (Place place : places) {
            text.append("    - {path: ")
                    .append(Json.line(place.path()))
                    .append(", name: ")
                    .append(Json.line(place.name()));
            if (!place.group().isEmpty()) {
                text.append(", group: ").append(Json.line(place.group()));
            }
            place.reset().ifPresent(kind -> text.append(", reset: ").append(Json.line(kind)));
            place.baud().ifPresent(rate -> text.append(", baud: ").append(rate));
            text.append("}\n");
        }
        return text.toString();
    }

    /**
     * Puts the list into {@code file}: in place of the one it has, else at the start of {@code ports:}, else in a
     * {@code ports:} section at the end. The result is checked before it takes the file's place.
     *
     * @return where the file before is kept
     */
    static Path replaceIn(Path file, List<Place> places) throws IOException, ConfigException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return put(file, replaced(lines, yaml(places).lines().toList()));
    }

    /**
     * Puts other paths in place of those that {@code renewed} has as keys; all else stays as it is. The result is checked before it
     * takes the file's place.
     *
     * @return where the file before is kept
     * @throws CommandFailure when a path is written in a way that is not found
     */
    static Path renewIn(Path file, Map<String, String> renewed) throws IOException, ConfigException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> path : renewed.entrySet()) {
            Matcher old = Pattern.compile(
                            "(['\"]?path['\"]?\\s*:\\s*)(['\"]?)" + Pattern.quote(path.getKey()) + "\\2(?=[\\s,}]|$)")
                    .matcher(text);
            if (!old.find()) {
                throw new CommandFailure("The path " + path.getKey() + " is not found in " + file
                        + ", which is left as it was: write " + path.getValue() + " there by hand");
            }
            text = old.replaceFirst("$1" + Matcher.quoteReplacement(Json.line(path.getValue())));
        }
        return put(file, text.lines().toList());
    }

    private static Path put(Path file, List<String> fresh) throws IOException, ConfigException {
        Path target = file.toAbsolutePath();
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(next, String.join("\n", fresh) + "\n", StandardCharsets.UTF_8);
        ConfigFile.load(next);
        // The daemon, another user than whoever names the slots, must go on reading it.
        FileOwner.copy(target, next);
        Path kept = unused(target);
        Files.copy(target, kept, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        return kept;
    }

    /** The first of FILE.old-1, FILE.old-2 ... that is not there: no earlier file is ever lost. */
    private static Path unused(Path target) {
        int number = 1;
        while (Files.exists(target.resolveSibling(target.getFileName() + ".old-" + number))) {
            number++;
        }
        return target.resolveSibling(target.getFileName() + ".old-" + number);
    }

    private static List<String> replaced(List<String> lines, List<String> list) {
        List<String> fresh = new ArrayList<>(lines);
        int section = lines.indexOf(SECTION);
        if (section < 0) {
            fresh.add(SECTION);
            fresh.addAll(list);
            return fresh;
        }
        int key = section + 1;
        while (key < lines.size()
                && inside(lines.get(key), 1)
                && !lines.get(key).startsWith(KEY)) {
            key++;
        }
        if (key == lines.size() || !lines.get(key).startsWith(KEY)) {
            fresh.addAll(section + 1, list);
            return fresh;
        }
        int end = key + 1;
        while (end < lines.size() && inside(lines.get(end), KEY.indexOf('s') + 1)) {
            end++;
        }
        fresh.subList(key, end).clear();
        fresh.addAll(key, list);
        return fresh;
    }

    /** Whether a line belongs to the block above it: it is indented by at least {@code depth} and not empty. */
    private static boolean inside(String line, int depth) {
        return !line.isBlank() && line.length() - line.stripLeading().length() >= depth
                || depth == 1 && (line.isBlank() || line.startsWith("#"));
    }
}
