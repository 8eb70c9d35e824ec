package org.twomes.station.firmware.image;

import java.util.List;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleRefusal;
import org.twomes.station.firmware.layout.FileRole;
import org.twomes.station.firmware.layout.Layout;

/**
 * Tells bootloaders and applications of the ESP32 apart by where their segments go. Addresses: ESP-IDF's {@code soc/soc.h}, the linker script
 * {@code bootloader.ld} and, for what a bootloader refuses to load, {@code esp_image_format.c}.
 */
public final class ImageKind {
    /** Flash as the cache maps it; there only while an application runs: data, then instructions. */
    private static final int MAPPED_DATA = 0x3F40_0000;

    private static final int MAPPED_DATA_END = 0x3F80_0000;
    private static final int MAPPED_CODE = 0x400D_0000;
    private static final int MAPPED_CODE_END = 0x4040_0000;

    /** RAM that is the cache while an application runs; a bootloader keeps its loading part there, from 0x40078000. */
    private static final int CACHE = 0x4007_0000;

    private static final int CACHE_END = 0x4008_0000;

    /** Instruction RAM. An application begins with its vectors at the very start; a bootloader stays 0x400 bytes clear of those of the ROM. */
    private static final int VECTORS = 0x4008_0000;

    private static final int CODE_RAM_END = 0x400A_0000;

    /** Data RAM that ESP-IDF's bootloader keeps for itself. */
    private static final int BOOTLOADER_DATA = 0x3FFF_0000;

    private static final int DATA_RAM_END = 0x4000_0000;

    private ImageKind() {}

    /** Checks that {@code image}, the content of {@code file}, can be what the layout takes it for. */
    public static void check(Layout.Placement placement, EspImage image) {
        boolean mapped = image.segments().stream().anyMatch(ImageKind::mapped);
        if (placement.role() == FileRole.BOOTLOADER && mapped) {
            throw wrong(placement, "is an application (parts of it run from mapped flash), no bootloader");
        }
        if (placement.role() == FileRole.APP) {
            Optional<String> sign = bootloaderSign(image, mapped);
            if (sign.isPresent()) {
                throw wrong(placement, "is a bootloader (" + sign.get() + "), no application");
            }
        }
    }

    private static boolean mapped(ImageSegment segment) {
        return segment.touches(MAPPED_DATA, MAPPED_DATA_END) || segment.touches(MAPPED_CODE, MAPPED_CODE_END);
    }

    private static Optional<String> bootloaderSign(EspImage image, boolean mapped) {
        List<ImageSegment> segments = image.segments();
        if (segments.stream().anyMatch(segment -> segment.touches(CACHE, CACHE_END))) {
            return Optional.of("it loads into the cache's RAM");
        }
        if (mapped) {
            return Optional.empty();
        }
        if (segments.stream().anyMatch(segment -> segment.touches(BOOTLOADER_DATA, DATA_RAM_END))) {
            return Optional.of("all of it runs from RAM, and its data lies where bootloaders have theirs");
        }
        boolean vectors = segments.stream().anyMatch(segment -> segment.holds(VECTORS));
        boolean entered = segments.stream()
                .anyMatch(segment -> segment.touches(VECTORS, CODE_RAM_END) && segment.holds(image.entry()));
        return entered && !vectors ? Optional.of("all of it runs from RAM, without vectors") : Optional.empty();
    }

    private static FaultException wrong(Layout.Placement placement, String detail) {
        return BundleRefusal.at(FaultCode.BUNDLE_WRONG_IMAGE, placement.file(), EspImage.HEADER_BYTES, detail);
    }
}
