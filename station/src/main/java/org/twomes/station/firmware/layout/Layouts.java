package org.twomes.station.firmware.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.files.BundlePath;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

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
            return read(name, file, new YAMLMapper().readTree(in));
        } catch (IOException | JacksonException e) {
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

    private static Layout read(String name, String file, JsonNode root) {
        List<Layout.Placement> placements = new ArrayList<>();
        for (JsonNode node : root.path("files")) {
            String role = node.path("role").asString("").toUpperCase(Locale.ROOT);
            try {
                placements.add(new Layout.Placement(
                        BundlePath.checked(file, node.path("file").asString("")),
                        FileRole.valueOf(role),
                        FlashOffset.parse(node.path("offset").asString(""))));
            } catch (IllegalArgumentException e) {
                throw unreadable(file, "an entry has no known role or no offset: " + node, e);
            }
        }
        if (placements.isEmpty()) {
            throw unreadable(file, "names no files", null);
        }
        return new Layout(name, placements);
    }

    private static FaultException unreadable(String file, String detail, @Nullable Throwable cause) {
        return BundleRefusal.of(FaultCode.BUNDLE_LAYOUT_UNREADABLE, file, detail, cause);
    }
}
