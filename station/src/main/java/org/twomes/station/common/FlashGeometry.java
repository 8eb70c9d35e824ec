package org.twomes.station.common;

/** Sizes that every SPI NOR flash on an ESP32 module shares, in bytes. Source: the parts' data sheets, esptool 5.3. */
public final class FlashGeometry {
    /** Most bytes that one program command writes. */
    public static final int PAGE = 0x100;
    /** Smallest range that can be erased. */
    public static final int SECTOR = 0x1000;
    /** The large erase unit, much faster than its sectors one by one. */
    public static final int BLOCK = 0x1_0000;
    /** Value of an erased byte. */
    public static final int ERASED = 0xFF;
    /** Mask of the flash's status register that goes with {@code SPI_SET_PARAMS} of the loader. */
    public static final int STATUS_MASK = 0xFFFF;
    /** One megabyte, the unit of the time-outs. */
    public static final int MEGABYTE = 0x10_0000;

    /** Range of a three-byte address. Source: esp-flasher-stub 1.1, which has no four-byte commands for the ESP32. */
    public static final int GREATEST_REACH = 16 * MEGABYTE;

    private FlashGeometry() {}
}
