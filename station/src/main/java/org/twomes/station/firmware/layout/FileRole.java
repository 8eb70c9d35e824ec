package org.twomes.station.firmware.layout;

/** What a file of a bundle is to the chip. */
public enum FileRole {
    /** Second-stage bootloader, loaded by the mask ROM. */
    BOOTLOADER,
    /** Partition table. */
    PARTITIONS,
    /** Says which application partition boots. */
    OTADATA,
    /** Application image. */
    APP,
    /** Content of another data partition. */
    DATA
}
