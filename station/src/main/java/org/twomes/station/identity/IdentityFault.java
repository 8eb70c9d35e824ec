package org.twomes.station.identity;

/** Reasons why a board's identity could not be read or is not plausible. */
public enum IdentityFault {
    /** No byte was received. */
    SILENT,
    /** The board restarted several times without printing its identity. */
    BOOT_LOOP,
    /** The chip's brown-out detector restarted it. */
    BROWN_OUT,
    /** The board booted, or sent something, but no payload came in time. */
    NO_PAYLOAD,
    /** A payload began, and was cut off or damaged. */
    TRUNCATED_JSON,
    /** QR payload and POST payload contradict each other. */
    PAYLOADS_DISAGREE,
    /** The name is not the one that follows from the MAC address. */
    NAME_MISMATCH,
    /** The name is longer than the configuration allows. */
    NAME_TOO_LONG,
    /** The device type is not the one configured. */
    TYPE_MISMATCH,
    /** The token has fewer digits than the back office takes; a new one must be rolled. */
    TOKEN_TOO_SHORT,
    /** The chip is in the serial loader: it was not restarted, or GPIO0 was low when it was. */
    STILL_IN_LOADER,
    /** The chip found nothing in its flash that it could boot. */
    NOT_BOOTABLE,
    /** The bootloader refuses the firmware as the chip's revision is too old or too new for it. */
    CHIP_REVISION
}
