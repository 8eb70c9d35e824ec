package org.twomes.station.esp;

/** Faults of a board's loader. */
public enum LoaderFault {
    /** Not a single byte came back. */
    NO_REPLY(false),
    /** The board booted from its flash instead of into the loader. */
    WRONG_BOOT_MODE(false),
    /** The ROM says that it waits for a download, but does not answer: the line towards the board is dead. */
    NO_SYNC_IN_DOWNLOAD_MODE(false),
    /** Received bytes are neither responses nor known text. */
    GARBAGE(true),
    /** The chip is not the one that the station prepares. */
    WRONG_CHIP(false),
    /** The MAC address does not fit its checksum, twice read. */
    MAC_CRC(false),
    /** Another board answers than the one the work began with. */
    BOARD_CHANGED(false),
    /** Secure boot is burned in. */
    SECURE_BOOT(false),
    /** Flash encryption is on. */
    FLASH_ENCRYPTED(false),
    /** The flasher stub did not start. */
    STUB_FAILED(true),
    /** No flash chip answers. */
    NO_FLASH(false),
    /** A flash chip answers whose size is not known. */
    FLASH_UNKNOWN(false),
    /** The flash did not erase. */
    ERASE_FAILED(false),
    /** Erasing took longer than any flash may take. */
    ERASE_TIMEOUT(false),
    /** The flash said that it was erased at once, but it is not blank. */
    DEAD_FLASH(false),
    /** The flash did not take what was written. */
    WRITE_FAILED(false),
    /** The board restarts over and over for want of supply voltage. */
    BROWN_OUT(false),
    /** A block was not acknowledged in time. */
    WRITE_TIMEOUT(true),
    /** The board says that blocks arrive damaged. */
    WRITE_GARBLED(true),
    /** No MD5 came in time. */
    MD5_TIMEOUT(false),
    /** Reading the flash back went wrong. */
    READ_FAILED(true),
    /** The loader refused a command. */
    COMMAND_FAILED(true),
    /** The loader did not answer a command. */
    TIMEOUT(true),
    /** Only the flasher stub can do it, and the ROM alone runs. */
    NEEDS_STUB(false);

    private final boolean noise;

    LoaderFault(boolean noise) {
        this.noise = noise;
    }

    /** Whether a noisy line is the likely cause, so that a lower rate may help. */
    public boolean noise() {
        return noise;
    }
}
