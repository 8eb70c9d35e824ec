package org.twomes.station.rig;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chip that the rig can imitate, one row each. The rig's own facts, so that a mistake in the station's table of chips shows.
 *
 * <p>Sources: ESP32 and ESP32-C3, the recordings; the others, esptool 5.3.1 {@code esptool/targets/*.py} (registers) and boot logs of real
 * boards (texts): ESP32-S3, espressif/esptool-js issue 150; ESP32-C6, esp-rs/espflash issue 556. The ESP32-S2's texts have the ESP32-S3's
 * form and were not seen.
 */
public enum ChipKind {
    /** The ESP32. */
    ESP32(
            300,
            new Loader(OptionalInt.empty(), 0, 0x00F0_1D83, 4, true),
            new Memory(0x3FF5_A000, 0x3FF4_2000, 0x4008_0000, 0x400C_0000),
            new Start(
                    0x1000,
                    "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),",
                    "boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n",
                    "boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n",
                    "flash read err, 1000\r\nets_main.c 371 \r\n")),
    /** The ESP32-C3. */
    ESP32C3(
            4,
            new Loader(OptionalInt.of(20), 5, 0x1B31_506F, 5, false),
            new Memory(0x6000_8800, 0x6000_2000, 0x4037_C000, 0x403E_0000),
            Start.later(0, "esp32c3-api1-20210207\r\nBuild:Feb  7 2021", "0x8", "0x5 (DOWNLOAD(USB/UART0/1))")),
    /** The ESP32-S3. */
    ESP32S3(
            2,
            new Loader(OptionalInt.of(20), 9, 0x0000_0009, 5, false),
            new Memory(0x6000_7000, 0x6000_2000, 0x4037_0000, 0x403E_0000),
            Start.later(0, "esp32s3-20210327\r\nBuild:Mar 27 2021", "0x8", "0x0 (DOWNLOAD(USB/UART0))")),
    /** The ESP32-C6. */
    ESP32C6(
            1,
            new Loader(OptionalInt.of(20), 13, 0x2CE0_806F, 5, false),
            new Memory(0x600B_0800, 0x6000_3000, 0x4080_0000, 0x4088_0000),
            Start.later(0, "esp32c6-20220919\r\nBuild:Sep 19 2022", "0xc", "0x4 (DOWNLOAD(USB/UART0/SDIO_FEI_FEO))")),
    /** The ESP32-S2. */
    ESP32S2(
            100,
            new Loader(OptionalInt.of(12), 2, 0x0000_07C6, 5, false),
            new Memory(0x3F41_A000, 0x3F40_2000, 0x4002_0000, 0x4007_0000),
            Start.later(0x1000, "esp32s2-rc4-20191025\r\nBuild:Oct 25 2019", "0x8", "0x0 (DOWNLOAD(USB/UART0))"));

    /**
     * How its ROM loader answers.
     *
     * @param securityBytes length of the answer to GET_SECURITY_INFO without its status; empty where the ROM does not know it
     * @param imageId chip id in images' headers and in that answer
     * @param magic the word at 40001000
     * @param beginWords words that FLASH_BEGIN and FLASH_DEFL_BEGIN must have
     * @param wholeWindows whether it programs the whole of its inflate window at the end of a stream
     */
    public record Loader(OptionalInt securityBytes, int imageId, int magic, int beginWords, boolean wholeWindows) {}

    /**
     * Where things stand.
     *
     * @param fuses first register of the eFuse controller
     * @param spi first register of the controller to which the flash is wired
     * @param codeFrom first address of the RAM for code
     * @param codeTo the one after its last
     */
    public record Memory(int fuses, int spi, int codeFrom, int codeTo) {
        /** Whether code can stand at {@code address}. */
        public boolean holdsCode(int address) {
            return address >= codeFrom && address < codeTo;
        }
    }

    /**
     * How it starts.
     *
     * @param bootloader its place in flash
     * @param banner what the ROM says first
     * @param flash what it adds at a start from flash
     * @param download what it adds when it waits for a loader's host
     * @param blank what it says of a blank flash
     */
    public record Start(int bootloader, String banner, String flash, String download, String blank) {
        private static Start later(int bootloader, String rom, String flash, String download) {
            return new Start(
                    bootloader,
                    "ESP-ROM:" + rom + "\r\nrst:0x1 (POWERON),",
                    "boot:" + flash + " (SPI_FAST_FLASH_BOOT)\r\n",
                    "boot:" + download + "\r\nwaiting for download\r\n",
                    "invalid header: 0xffffffff\r\n");
        }
    }

    private final int usualRevision;
    private final Loader loader;
    private final Memory memory;
    private final Start start;

    ChipKind(int usualRevision, Loader loader, Memory memory, Start start) {
        this.usualRevision = usualRevision;
        this.loader = loader;
        this.memory = memory;
        this.start = start;
    }

    /** The chip that is called this in a plug script, e.g. {@code esp32c3}. */
    static Optional<ChipKind> of(String word) {
        return Stream.of(values()).filter(chip -> chip.word().equals(word)).findFirst();
    }

    /** Their names in a plug script. */
    static String words() {
        return Stream.of(values()).map(ChipKind::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Revision of a usual one, major * 100 + minor; that of the recorded chip where there is one. */
    int usualRevision() {
        return usualRevision;
    }

    /** How its ROM loader answers. */
    public Loader loader() {
        return loader;
    }

    /** Where things stand. */
    public Memory memory() {
        return memory;
    }

    /** How it starts. */
    public Start start() {
        return start;
    }
}
