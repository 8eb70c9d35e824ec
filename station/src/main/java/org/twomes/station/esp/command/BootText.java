package org.twomes.station.esp.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A board's output outside packets, as far as it is known text of the ROM, the bootloader and ESP-IDF.
 *
 * <p>A board that runs its firmware prints its activation token, in whatever form that firmware has, and any of it may be lost on the
 * line. So nothing is quoted: recognised text is reported by this class's own constants, and the rest is only counted.
 * No more bytes are kept than the longest phrase has.
 */
public final class BootText {
    /** More than the longest phrase, and a reset line up to its boot mode's name. */
    private static final int WINDOW = 160;
    /** Bytes between two searches of the window; each phrase is complete in at least one search. */
    private static final int STEP = 48;

    /** Source: the ROM's reset line, {@code rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)}. */
    private static final Pattern RESET = Pattern.compile("rst:0x([0-9a-fA-F]{1,2})[^0-9a-fA-F]");
    /** Matches the number alone, as its name may be cut off. */
    private static final Pattern BOOT = Pattern.compile("boot:0x([0-9a-fA-F]{1,2})[^0-9a-fA-F]");
    /** Strap GPIO0 in an ESP32's boot mode: high for a run from flash. Source: esptool's documentation, "Boot Mode Selection". */
    private static final int RUNS_FROM_FLASH = 0x10;

    private static final int HIGHEST_BOOT_MODE = 0x3F;
    /** Most phrases that are shown, as noise may look like boot modes. */
    private static final int MOST_SHOWN = 8;

    /** Source: ESP32's {@code rom/rtc.h}. */
    private static final Map<Integer, String> RESETS = Map.ofEntries(
            Map.entry(0x1, "POWERON_RESET"),
            Map.entry(0x3, "SW_RESET"),
            Map.entry(0x4, "OWDT_RESET"),
            Map.entry(0x5, "DEEPSLEEP_RESET"),
            Map.entry(0x6, "SDIO_RESET"),
            Map.entry(0x7, "TG0WDT_SYS_RESET"),
            Map.entry(0x8, "TG1WDT_SYS_RESET"),
            Map.entry(0x9, "RTCWDT_SYS_RESET"),
            Map.entry(0xA, "INTRUSION_RESET"),
            Map.entry(0xB, "TGWDT_CPU_RESET"),
            Map.entry(0xC, "SW_CPU_RESET"),
            Map.entry(0xD, "RTCWDT_CPU_RESET"),
            Map.entry(0xE, "EXT_CPU_RESET"),
            Map.entry(0xF, "RTCWDT_BROWN_OUT_RESET"),
            Map.entry(0x10, "RTCWDT_RTC_RESET"));

    private static final String RUN = "SPI_FAST_FLASH_BOOT";
    /** The ROM's names of its boot modes; all but the first are loaders'. The last three are of other chips of the family. */
    private static final List<String> BOOT_NAMES = List.of(
            RUN,
            "DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2)",
            "DOWNLOAD_BOOT(UART0/UART1/SDIO_FEI_FEO_V1)",
            "DOWNLOAD_BOOT(UART0/UART1/SDIO_FEI_REO_V2)",
            "DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_FEO_V1)",
            "UART_BOOT(UART0)",
            "UART0_BOOT",
            "DOWNLOAD(USB/UART0/1)",
            "USB_BOOT");

    /** Phrases that only a loader prints. */
    private static final List<String> LOADER =
            List.of("waiting for download", "wait uart0 download", "wait usb download");
    /** A line of a program's log, {@code I (655) tag: message}, as ESP-IDF prints it. */
    private static final Pattern LOG_LINE = Pattern.compile("[EWIDV] \\([0-9]{1,9}\\) [ -9;-~]{1,60}: ");

    private static final String PROGRAM_LOG = "lines of a program's log";
    /** ESP-IDF's message before it restarts. */
    private static final String BROWN_OUT = "Brownout detector was triggered";

    /** Known phrases, reported in this form. */
    private static final List<String> PHRASES = List.of(
            "waiting for download",
            "wait uart0 download",
            "wait usb download",
            BROWN_OUT,
            "flash read err",
            "invalid header",
            "csum err",
            "2nd stage bootloader",
            "No bootable app partitions",
            "Guru Meditation Error",
            "QR Code Payload",
            "POST /device payload");

    private final byte[] window = new byte[WINDOW + STEP];
    private int held;
    private int unsearched;
    private long count;
    private final Set<String> seen = new LinkedHashSet<>();
    private Optional<BootMode> mode = Optional.empty();
    private boolean loaderLast;

    /** A boot mode by its number; {@code name} is one of {@link #BOOT_NAMES} or empty. */
    private record BootMode(int straps, String name) {
        boolean loader() {
            return name.isEmpty() ? (straps & RUNS_FROM_FLASH) == 0 : !name.equals(RUN);
        }

        String text() {
            return String.format(Locale.ROOT, "0x%x", straps) + (name.isEmpty() ? "" : " (" + name + ")");
        }
    }

    public void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (held == window.length) {
                System.arraycopy(window, STEP, window, 0, WINDOW);
                held = WINDOW;
            }
            window[held++] = bytes[i];
            count++;
            if (++unsearched == STEP) {
                search();
            }
        }
    }

    void clear() {
        Arrays.fill(window, (byte) 0);
        held = 0;
        unsearched = 0;
        count = 0;
        seen.clear();
        mode = Optional.empty();
        loaderLast = false;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The boot mode that the ROM printed last, e.g. {@code 0x13 (SPI_FAST_FLASH_BOOT)}. */
    public Optional<String> bootMode() {
        search();
        return mode.map(BootMode::text);
    }

    /** Whether the last boot mode that the ROM printed is its loader's. */
    public boolean inDownloadMode() {
        search();
        return loaderLast;
    }

    /** Whether text came that only a program in flash prints, or the ROM while it starts one. */
    public boolean programRuns() {
        search();
        return seen.contains(PROGRAM_LOG)
                || PHRASES.stream().anyMatch(phrase -> seen.contains(phrase) && !LOADER.contains(phrase));
    }

    /** Whether a brown-out was reported. */
    public boolean brownOut() {
        search();
        return seen.contains(BROWN_OUT);
    }

    /** The recognised text on one line; the number of bytes where nothing was recognised. */
    public String shown() {
        search();
        return seen.isEmpty()
                ? count + " bytes that are no known boot text"
                : seen.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    }

    private void search() {
        if (unsearched == 0) {
            return;
        }
        unsearched = 0;
        String text = new String(window, 0, held, StandardCharsets.ISO_8859_1);
        Matcher reset = RESET.matcher(text);
        while (reset.find()) {
            Optional.ofNullable(RESETS.get(number(reset)))
                    .ifPresent(name -> seen.add(String.format(Locale.ROOT, "rst:0x%x (%s)", number(reset), name)));
        }
        int modeAt = -1;
        Matcher boot = BOOT.matcher(text);
        while (boot.find()) {
            if (number(boot) <= HIGHEST_BOOT_MODE) {
                BootMode bootMode = new BootMode(number(boot), nameAt(text, boot.end(1)));
                mode = Optional.of(bootMode);
                modeAt = boot.start();
                loaderLast = bootMode.loader();
                note(bootMode);
            }
        }
        for (String phrase : PHRASES) {
            if (text.contains(phrase)) {
                seen.add(phrase);
            }
        }
        if (LOG_LINE.matcher(text).find()) {
            seen.add(PROGRAM_LOG);
        }
        int waits = modeAt;
        loaderLast |= LOADER.stream().anyMatch(phrase -> text.lastIndexOf(phrase) > waits);
    }

    /** A name that was cut off by the last search is there by now. */
    private void note(BootMode bootMode) {
        String number = "boot:" + new BootMode(bootMode.straps(), "").text();
        if (seen.stream().noneMatch(each -> each.startsWith(number + " ("))) {
            seen.remove(number);
            seen.add("boot:" + bootMode.text());
        }
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1), 16);
    }

    private static String nameAt(String text, int at) {
        return BOOT_NAMES.stream()
                .filter(name -> text.startsWith(" (" + name + ")", at))
                .findFirst()
                .orElse("");
    }
}
