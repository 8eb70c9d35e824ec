package org.twomes.station.firmware.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.common.YamlNode;
import org.twomes.station.common.YamlReader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.files.BundlePath;

/** The named flash layouts: YAML files of a folder, or those inside the program. */
public final class Layouts {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final String INSIDE = "layouts/";

    private final Optional<Path> folder;

    /** Layouts of {@code folder}, or those inside the program where it is empty. */
    public Layouts(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * The layout {@code name}.
     *
     * @throws FaultException when there is none, or it cannot be read
     */
    public Layout find(String name) {
        String file = name + ".yaml";
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw unreadable(file, "is not a layout's name", null);
        }
        try (InputStream in = stream(file)) {
            return read(name, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private InputStream stream(String file) throws IOException {
        if (folder.isPresent()) {
            return Files.newInputStream(folder.get().resolve(file));
        }
        InputStream in = Bundle.class.getResourceAsStream(INSIDE + file);
        if (in == null) {
            throw unreadable(file, "no such layout", null);
        }
        return in;
    }

    private static Layout read(String name, String file, String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        YamlNode root = new YamlReader(new SourceLocation(file, Path.of(""), 0, 0), problems).read(text);
        if (!problems.isEmpty()) {
            ConfigProblem first = problems.get(0);
            throw wrong(first.file(), first.line(), first.column(), first.message());
        }
        List<Layout.Placement> placements = new ArrayList<>();
        if (value(root, "files") instanceof YamlNode.Listing files) {
            files.items().forEach(item -> placements.add(placement(file, item)));
        }
        if (placements.isEmpty()) {
            throw unreadable(file, "names no files", null);
        }
        return new Layout(name, placements);
    }

    private static Layout.Placement placement(String file, YamlNode item) {
        try {
            return new Layout.Placement(
                    BundlePath.checked(file, text(item, "file")),
                    FileRole.valueOf(text(item, "role").toUpperCase(Locale.ROOT)),
                    FlashOffset.parse(text(item, "offset")));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    file,
                    item.place().line(),
                    item.place().column(),
                    "an entry has no known role or no offset: role '" + text(item, "role") + "', offset '"
                            + text(item, "offset") + "'");
        }
    }

    private static @Nullable YamlNode value(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(key)
                ? mapping.entries().get(key).value()
                : null;
    }

    /** The text of a key; empty where there is none. */
    private static String text(YamlNode item, String key) {
        return value(item, key) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    private static FaultException wrong(String file, int line, int column, String what) {
        return unreadable(file, "line " + line + ", column " + column + ": " + what, null);
    }

    private static FaultException unreadable(String file, String detail, @Nullable Throwable cause) {
        return BundleRefusal.of(FaultCode.BUNDLE_LAYOUT_UNREADABLE, file, detail, cause);
    }
}
