package org.twomes.station.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts what whole lines of the ROM, the bootloader and the firmware say about a boot that goes wrong. */
final class BootSignReader {
    /** Part of every reset line of the mask ROM. */
    private static final String RESET = "rst:0x";

    /** Reset lines whose boot mode is the serial loader, and what the loader then says. */
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
        revision = RevisionComplaint.find(text).or(() -> revision);
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

    /** Why the bootloader does not start the firmware on this chip's revision, as a half sentence. */
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
