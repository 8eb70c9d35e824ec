package org.twomes.station.firmware.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.files.BundlePath;
import org.twomes.station.firmware.image.EspImage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ESP-IDF's {@code flasher_args.json}: the build's own word on which file goes where. */
public final class FlasherArguments {
    /** Name of the file in a build folder. */
    public static final String FILE = "flasher_args.json";

    private static final String CHIP = "esp32";

    private FlasherArguments() {}

    /** The layout that {@code json} describes; the roles come from its sections and from the files' offsets. */
    public static Layout read(byte[] json) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw BundleRefusal.of(FaultCode.BUNDLE_ARGUMENTS_UNREADABLE, FILE, "is not JSON", e);
        }
        String chip = root.path("extra_esptool_args").path("chip").asString(CHIP);
        if (!chip.equals(CHIP)) {
            throw BundleRefusal.of(FaultCode.BUNDLE_WRONG_CHIP, FILE, "is for chip " + chip);
        }
        List<Layout.Placement> placements = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("flash_files").properties()) {
            placements.add(placement(root, entry.getKey(), entry.getValue().asString("")));
        }
        if (placements.isEmpty()) {
            throw BundleRefusal.of(FaultCode.BUNDLE_ARGUMENTS_UNREADABLE, FILE, "names no flash_files");
        }
        return new Layout(FILE, placements);
    }

    private static Layout.Placement placement(JsonNode root, String offsetText, String file) {
        try {
            int offset = FlashOffset.parse(offsetText);
            return new Layout.Placement(BundlePath.checked(FILE, file), role(root, offset, file), offset);
        } catch (NumberFormatException e) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_ARGUMENTS_UNREADABLE,
                    FILE,
                    "offset '" + offsetText + "' of " + file + " is none",
                    e);
        }
    }

    private static FileRole role(JsonNode root, int offset, String file) {
        if (offset == EspImage.BOOTLOADER_OFFSET) {
            return FileRole.BOOTLOADER;
        }
        if (names(root, "partition-table", file) || names(root, "partition_table", file)) {
            return FileRole.PARTITIONS;
        }
        if (names(root, "otadata", file)) {
            return FileRole.OTADATA;
        }
        return names(root, "app", file) ? FileRole.APP : FileRole.DATA;
    }

    private static boolean names(JsonNode root, String section, String file) {
        return root.path(section).path("file").asString("").equals(file);
    }
}
