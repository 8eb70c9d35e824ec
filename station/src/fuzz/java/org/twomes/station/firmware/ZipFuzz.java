package org.twomes.station.firmware;

import java.util.List;
import org.twomes.station.firmware.files.BundleFiles;
import org.twomes.station.firmware.files.ZipFiles;

/** Any zip, as it comes and with its CRCs made right: each file whole and no larger than any flash. */
public final class ZipFuzz {
    private static final List<String> FILES =
            List.of("firmware.bin", "bootloader.bin", "partitions.bin", "ota_data_initial.bin", "flasher_args.json");

    private ZipFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] data) {
        Refusal.orAnswer(() -> check(data));
        byte[] whole = Sealed.zip(data);
        for (String file : FILES) {
            Refusal.orAnswer(() -> ZipFiles.of("x", whole).read(file));
        }
    }

    private static void check(byte[] bytes) {
        ZipFiles zip = ZipFiles.of("x", bytes);
        for (String file : FILES) {
            int length = zip.read(file).map(content -> content.length).orElse(0);
            if (length > BundleFiles.MOST_FILE_BYTES) {
                throw new IllegalStateException(file + " has " + length + " bytes");
            }
        }
    }
}
