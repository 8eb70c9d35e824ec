package org.twomes.station.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts lines of the ROM, the bootloader and the firmware that report a failing boot. */
final class BootSignReader {
    /** Part of every reset line of the mask ROM. */
    private static final String RESET = "rst:0x";

    /** Reset lines whose boot mode is the serial loader, and the loader's own messages. */
    private static final List<String> LOADER = List.of("download_boot", "uart_boot", "waiting for download");

    private static final List<String> BROWN_OUT =
            List.of("brownout detector was triggered", "brownout_reset", "brown_out_reset");

    private static final List<String> FLASH = List.of(
            "flash read err",
            "invalid header",
            "csum err",
            "no bootable app partitions",
            "failed to verify partition table",
            "image hash failed");

    private int resets;
    private int brownOuts;
    private int flashErrors;
    private Optional<String> revision = Optional.empty();
    private boolean inLoader;

    /** Takes a line; true when the chip restarted. */
    boolean accept(String line) {
        String text = line.toLowerCase(Locale.ROOT);
        boolean reset = text.contains(RESET);
        if (reset) {
            resets = increased(resets);
            inLoader = false;
        }
        if (holds(text, LOADER)) {
            inLoader = true;
        }
        if (holds(text, BROWN_OUT)) {
            brownOuts = increased(brownOuts);
        }
        if (holds(text, FLASH)) {
            flashErrors = increased(flashErrors);
        }
        revision = ChipRevisionError.find(text).or(() -> revision);
        return reset;
    }

    /** Whether the chip restarted, and not into its loader. */
    boolean runs() {
        return resets > 0 && !inLoader;
    }

    int resets() {
        return resets;
    }

    int brownOuts() {
        return brownOuts;
    }

    int flashErrors() {
        return flashErrors;
    }

    /** The bootloader's reason not to start the firmware on this chip's revision, as part of a sentence. */
    Optional<String> revision() {
        return revision;
    }

    boolean inLoader() {
        return inLoader;
    }

    private static boolean holds(String text, List<String> any) {
        return any.stream().anyMatch(text::contains);
    }

    private static int increased(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
