package org.twomes.station.firmware;

import java.util.List;
import org.twomes.station.firmware.layout.FlashOffset;
import org.twomes.station.firmware.layout.FlasherArguments;
import org.twomes.station.firmware.layout.Layout;

/** Any flasher_args.json: files inside the bundle at places inside the flash. */
public final class FlasherArgumentsFuzz {
    private FlasherArgumentsFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        Refusal.orAnswer(() -> check(FlasherArguments.read(data)));
    }

    private static boolean climbs(String path) {
        return List.of(path.split("/", -1)).contains("..");
    }

    private static void check(Layout layout) {
        for (Layout.Placement placement : layout.files()) {
            boolean outside = placement.offset() < 0 || placement.offset() >= FlashOffset.LARGEST_FLASH;
            if (outside || placement.file().startsWith("/") || climbs(placement.file())) {
                throw new IllegalStateException("accepted " + placement);
            }
        }
    }
}
