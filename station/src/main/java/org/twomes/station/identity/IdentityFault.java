package org.twomes.station.identity;

/** Why a boot log does not tell who the device is. */
public enum IdentityFault {
    /** Not one byte came. */
    SILENT,
    /** The board is in its ROM loader. */
    STILL_IN_LOADER,
    /** The ROM or the bootloader finds nothing to start. */
    NOT_BOOTABLE,
    /** The board starts again and again. */
    BOOT_LOOP,
    /** The supply voltage broke down. */
    BROWN_OUT,
    /** The log holds no payload. */
    NO_PAYLOAD,
    /** A payload began and did not end, or one of two is missing. */
    TRUNCATED,
    /** The two payloads name different devices or tokens. */
    PAYLOADS_DISAGREE
}
