package org.twomes.station.esp;

/** What can go wrong between the station and a board's loader. */
public enum LoaderFault {
    /** Not a single byte came back. */
    NO_REPLY("Check power, cable and the board's seat; without an auto-reset circuit hold BOOT and tap RESET", false),
    /** The board booted from its flash instead of into the loader. */
    WRONG_BOOT_MODE("Check the auto-reset circuit, or hold BOOT while tapping RESET", false),
    /** The ROM says that it waits for a download, but does not answer: the line towards the board is dead. */
    NO_SYNC_IN_DOWNLOAD_MODE("Check the line from the adapter's TX to the board's RX", false),
    /** Bytes came that make no sense. */
    GARBAGE("Change the cable or the adapter; check ground and power", true),
    /** The chip is not the one that the station prepares. */
    WRONG_CHIP("Use a board with an ESP32", false),
    /** The MAC address does not fit its checksum, twice read. */
    MAC_CRC("Put the board aside: its eFuses are damaged or the line is", false),
    /** Another board answers than the one the work began with. */
    BOARD_CHANGED("Plug one board and leave it until its slot is done", false),
    /** Secure boot is burned in. */
    SECURE_BOOT("Put the board aside: it runs only firmware signed with its owner's key", false),
    /** Flash encryption is on. */
    FLASH_ENCRYPTED("Put the board aside: what the station writes would not run on it", false),
    /** The flasher stub did not start. */
    STUB_FAILED("Try again; if it stays so, set loader.stub to off", true),
    /** No flash chip answers. */
    NO_FLASH("Put the board aside: its flash is missing or dead", false),
    /** A flash chip answers whose size is not known. */
    FLASH_UNKNOWN(
            "Set flash.size in the configuration to the size that is printed on the chip or in its data sheet", false),
    /** The flash did not erase. */
    ERASE_FAILED("Put the board aside: its flash may be dead or locked", false),
    /** Erasing took longer than any flash may take. */
    ERASE_TIMEOUT("Try again; put the board aside when it comes twice", false),
    /** The flash said that it was erased at once, but it is not blank. */
    DEAD_FLASH("Put the board aside: its flash does not erase", false),
    /** The flash did not take what was written. */
    WRITE_FAILED("Put the board aside: its flash may be dead or locked", false),
    /** The board restarts over and over for want of supply voltage. */
    BROWN_OUT("Use a powered hub; change the cable or the slot", false),
    /** A block was not acknowledged in time. */
    WRITE_TIMEOUT("Change the cable or lower loader.baud", true),
    /** The board says that blocks arrive damaged. */
    WRITE_GARBLED("Change the cable or lower loader.baud", true),
    /** No MD5 came in time. */
    MD5_TIMEOUT("Try again; put the board aside when it comes twice", false),
    /** Reading the flash back went wrong. */
    READ_FAILED("Change the cable or lower loader.baud", true),
    /** The loader refused a command. */
    COMMAND_FAILED("Try again; put the board aside when it comes twice", true),
    /** The loader did not answer a command. */
    TIMEOUT("Check the cable and the board's power", true),
    /** Only the flasher stub can do it, and the ROM alone runs. */
    NEEDS_STUB("Set loader.stub to auto", false);

    private final String mend;
    private final boolean noise;

    LoaderFault(String mend, boolean noise) {
        this.mend = mend;
        this.noise = noise;
    }

    /** What the operator can do about it, as a sentence without its full stop. */
    public String mend() {
        return mend;
    }

    /** Whether a noisy line is the likely cause, so that a lower rate may help. */
    boolean noise() {
        return noise;
    }
}
