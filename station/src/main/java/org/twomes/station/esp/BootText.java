package org.twomes.station.esp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last bytes outside any packet: what the ROM or the firmware printed, or garbage. */
final class BootText {
    private static final int CAPACITY = 2048;
    /** Of a text that is shown to people. */
    private static final int SHOWN = 160;

    private static final Pattern BOOT_MODE = Pattern.compile("boot:(0x[0-9a-fA-F]+) \\(([^)\\r\\n]*\\)?)\\)");
    /** What ESP-IDF prints before it restarts. */
    private static final String BROWN_OUT = "Brownout detector was triggered";

    /** The strap names under which the ROM waits for a host; real boards say the first, the emulator the second. */
    private static final Pattern DOWNLOAD_MODE = Pattern.compile("DOWNLOAD|UART_BOOT|waiting for download");

    private final byte[] ring = new byte[CAPACITY];
    private long count;

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (count++ % CAPACITY)] = bytes[i];
        }
    }

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What the ROM last said about its boot mode, e.g. {@code 0x13 (SPI_FAST_FLASH_BOOT)}. */
    Optional<String> bootMode() {
        Matcher matcher = BOOT_MODE.matcher(text());
        String mode = null;
        while (matcher.find()) {
            mode = matcher.group(1) + " (" + matcher.group(2) + ")";
        }
        return Optional.ofNullable(mode);
    }

    /** Whether the ROM last said that it waits for a host. */
    boolean inDownloadMode() {
        String text = text();
        return DOWNLOAD_MODE
                .matcher(text.substring(Math.max(0, text.lastIndexOf("boot:"))))
                .find();
    }

    /** Whether the supply voltage is said to have broken down. */
    boolean brownOut() {
        return text().contains(BROWN_OUT);
    }

    /** The end of it, printable, on one line. */
    String shown() {
        String text = text().replaceAll("[\\r\\n]+", " | ").replaceAll("[^ -~]", ".");
        return text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
    }

    private String text() {
        int length = (int) Math.min(count, CAPACITY);
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = ring[(int) ((count - length + i) % CAPACITY)];
        }
        return new String(ordered, StandardCharsets.ISO_8859_1);
    }
}
