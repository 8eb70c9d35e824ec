package org.twomes.station.esp.chip;

/**
 * Addresses and bits of the ESP32, and the bits of every chip's SPI controller, that the loader reads and writes.
 *
 * <p>Source: ESP32 Technical Reference Manual (eFuse controller, SPI controller, UART) and esptool 5.3's chip
 * definitions.
 */
public final class ChipRegisters {
    /** A word in ROM that differs from chip to chip. */
    public static final int CHIP_MAGIC_ADDRESS = 0x4000_1000;
    /** What the ESP32 has at {@link #CHIP_MAGIC_ADDRESS}. */
    public static final int CHIP_MAGIC_ESP32 = 0x00F0_1D83;

    /** eFuse block 0, word 0; bits 26..20 count the switching of flash encryption. */
    public static final int EFUSE_WORD0 = 0x3FF5_A000;
    /** eFuse block 0, word 1: the low four bytes of the MAC address, last byte in bits 7..0. */
    public static final int EFUSE_MAC_LOW = 0x3FF5_A004;
    /** eFuse block 0, word 2: the high two bytes of the MAC address in bits 15..0, its CRC-8 in bits 23..16. */
    public static final int EFUSE_MAC_HIGH = 0x3FF5_A008;
    /** eFuse block 0, word 3: bit 15 is bit 0 of the revision. */
    public static final int EFUSE_WORD3 = 0x3FF5_A00C;
    /** eFuse block 0, word 4: the internal 8 MHz oscillator as it was measured in the factory, in bits 7..0. */
    public static final int EFUSE_WORD4 = 0x3FF5_A010;
    /** eFuse block 0, word 5: bit 20 is bit 1 of the revision, bits 25..24 the minor revision. */
    public static final int EFUSE_WORD5 = 0x3FF5_A014;
    /** eFuse block 0, word 6: secure boot. */
    public static final int EFUSE_WORD6 = 0x3FF5_A018;
    /** Date word of the APB controller: bit 31 is bit 2 of the revision. */
    public static final int APB_CTL_DATE = 0x3FF6_607C;
    /** Calibration of timer group 0 (RTCCALICFG1): what the ROM counted of its crystal in a span of the oscillator. */
    public static final int RTC_CALIBRATION = 0x3FF5_F06C;
    /** UART 0's clock divider: whole part in bits 19..0. */
    public static final int UART_CLOCK_DIVIDER = 0x3FF4_0014;

    /** In {@link #EFUSE_WORD0}: flash encryption is on when an odd number of these bits is set. */
    public static final int FLASH_CRYPT_COUNT_MASK = 0x7F << 20;
    /** In {@link #EFUSE_WORD6}: secure boot version 1 (ABS_DONE_0). */
    public static final int SECURE_BOOT_V1_BIT = 1 << 4;
    /** In {@link #EFUSE_WORD6}: secure boot version 2 (ABS_DONE_1), from major revision 3 on. */
    public static final int SECURE_BOOT_V2_BIT = 1 << 5;
    /** In {@link #EFUSE_WORD3}: bit 0 of the revision. */
    public static final int REVISION_BIT0 = 1 << 15;
    /** In {@link #EFUSE_WORD5}: bit 1 of the revision. */
    public static final int REVISION_BIT1 = 1 << 20;
    /** In {@link #APB_CTL_DATE}: bit 2 of the revision. */
    public static final int REVISION_BIT2 = 1 << 31;
    /** In {@link #EFUSE_WORD5}: shift of the two bits of the minor revision. */
    public static final int MINOR_REVISION_SHIFT = 24;
    /** In {@link #EFUSE_WORD5}, after the shift: the minor revision. */
    public static final int MINOR_REVISION_MASK = 0x3;
    /** In {@link #EFUSE_WORD4}: the oscillator. */
    public static final int OSCILLATOR_MASK = 0xFF;
    /** In {@link #RTC_CALIBRATION}: shift of the count. */
    public static final int RTC_CALIBRATION_SHIFT = 7;
    /** In {@link #RTC_CALIBRATION}, after the shift: the count. */
    public static final int RTC_CALIBRATION_MASK = 0x1FF_FFFF;
    /** In {@link #UART_CLOCK_DIVIDER}: the whole part. */
    public static final int UART_CLOCK_DIVIDER_MASK = 0xF_FFFF;

    /** SPI controller 1, to which the flash is wired. */
    public static final int SPI_BASE = 0x3FF4_2000;
    /** Command register. */
    public static final int SPI_CMD = SPI_BASE;
    /** Which phases a user command has. */
    public static final int SPI_USR = SPI_BASE + 0x1C;
    /** Lengths of the address and dummy phases. */
    public static final int SPI_USR1 = SPI_BASE + 0x20;
    /** The command byte and its length. */
    public static final int SPI_USR2 = SPI_BASE + 0x24;
    /** Bits to send, less one. */
    public static final int SPI_MOSI_DLEN = SPI_BASE + 0x28;
    /** Bits to receive, less one. */
    public static final int SPI_MISO_DLEN = SPI_BASE + 0x2C;
    /** First word of the data buffer. */
    public static final int SPI_W0 = SPI_BASE + 0x80;
    /** In {@link #SPI_CMD}: runs the user command; reads 1 until it is done. */
    public static final int SPI_CMD_USR = 1 << 18;
    /** In {@link #SPI_USR}: has a command phase. */
    public static final int SPI_USR_COMMAND = 1 << 31;
    /** In {@link #SPI_USR}: receives. */
    public static final int SPI_USR_MISO = 1 << 28;
    /** In {@link #SPI_USR2}: shift of the command's length in bits, less one. */
    public static final int SPI_USR2_COMMAND_LENGTH_SHIFT = 28;
    /** Flash command: read the JEDEC identification. */
    public static final int FLASH_READ_ID = 0x9F;

    private ChipRegisters() {}
}
