package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether hubs let their full-speed adapters transfer as fast as they can. A high-speed hub has a transaction translator, which
 * speaks 12 Mbit/s with them: one for all of its sockets, or one for each (USB 2.0, 11.14.1; {@code bDeviceProtocol} 1 and 2, USB
 * 2.0, 11.23.1).
 *
 * @param sys the root of sysfs
 */
record TranslatorCheck(Path sys) implements Check {
    private static final String HUB_CLASS = "09";
    private static final String HIGH_SPEED = "480";
    private static final String FULL_SPEED = "12";
    private static final int ONE_TRANSLATOR = 1;

    /** Bytes a second that bulk transfers of full speed carry at most: 19 packets of 64 bytes each millisecond (USB 2.0, 5.8.4). */
    private static final int BULK_BYTES = 19 * 64 * 1000;

    private static final int BITS_PER_BYTE = 10;
    /** Rate in baud that usual adapters carry; a lower share makes the hub the limit. */
    private static final int USUAL_BAUD = 921_600;

    @Override
    public String name() {
        return "usb hubs";
    }

    @Override
    public List<Finding> look() throws IOException {
        List<Path> devices = Machine.list(sys.resolve("bus/usb/devices")).stream()
                .filter(device -> Files.exists(device.resolve("bDeviceClass")))
                .toList();
        List<Finding> findings = new ArrayList<>();
        int shared = 0;
        for (Path hub : devices) {
            if (!hasOneTranslator(hub)) {
                continue;
            }
            shared++;
            long adapters = devices.stream()
                    .filter(device -> is(device, "speed", FULL_SPEED) && !is(device, "bDeviceClass", HUB_CLASS))
                    .filter(device -> translator(device, devices).equals(Optional.of(hub)))
                    .count();
            if (adapters > 0 && (long) BULK_BYTES * BITS_PER_BYTE / adapters < USUAL_BAUD) {
                findings.add(limit(hub, adapters));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(
                    name(),
                    shared == 0
                            ? "No hub shares one transaction translator among its sockets."
                            : shared + " hubs share one transaction translator, with few enough adapters on each."));
        }
        return findings;
    }

    /** The high-speed hub whose translator speaks with a device: the nearest above it. */
    private static Optional<Path> translator(Path device, List<Path> devices) {
        String name = Machine.nameOf(device);
        for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
            String above = name.substring(0, end);
            Optional<Path> hub = devices.stream()
                    .filter(other -> Machine.nameOf(other).equals(above) && is(other, "speed", HIGH_SPEED))
                    .findFirst();
            if (hub.isPresent()) {
                return hub;
            }
        }
        return Optional.empty();
    }

    private static boolean hasOneTranslator(Path device) {
        return is(device, "bDeviceClass", HUB_CLASS)
                && is(device, "speed", HIGH_SPEED)
                && Machine.number(device.resolve("bDeviceProtocol")).orElse(0) == ONE_TRANSLATOR;
    }

    private static boolean is(Path device, String file, String wanted) {
        return Machine.text(device.resolve(file)).filter(wanted::equals).isPresent();
    }

    private Finding limit(Path hub, long adapters) {
        return Finding.warning(
                name(),
                "Hub %s (%s) has one transaction translator for its %d full-speed adapters: about %d baud each when all write at once."
                        .formatted(
                                Machine.nameOf(hub),
                                Machine.text(hub.resolve("product")).orElse("no name"),
                                adapters,
                                (long) BULK_BYTES * BITS_PER_BYTE / adapters),
                "Spread the adapters over more hubs, or use hubs with a translator for each socket (multi-TT).");
    }
}
