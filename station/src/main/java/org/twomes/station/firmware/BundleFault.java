package org.twomes.station.firmware;

/** What is wrong with a bundle, or with getting one. */
public enum BundleFault {
    /** The file or folder is missing or cannot be read. */
    UNREADABLE,
    /** The zip is truncated or damaged, or uses a feature that release zips have not. */
    ZIP_DAMAGED,
    /** A path leads out of the bundle. */
    PATH_ESCAPES,
    /** More entries, more bytes or a higher compression ratio than any firmware has. */
    TOO_LARGE,
    /** The SHA-256 is not the pinned one. */
    WRONG_HASH,
    /** Built for another board. */
    WRONG_BOARD,
    /** Built for the other back office. */
    WRONG_SERVER,
    /** An image for another chip. */
    WRONG_CHIP,
    /** A bootloader where an application belongs, or the reverse. */
    WRONG_IMAGE,
    /** A file that the layout names is not in the bundle. */
    FILE_MISSING,
    /** An image fails a check. */
    IMAGE_DAMAGED,
    /** The partition table fails a check. */
    PARTITIONS_DAMAGED,
    /** The layout's offsets and the partition table disagree. */
    LAYOUT_MISMATCH,
    /** No layout of that name, or a layout or flasher_args.json that cannot be read. */
    LAYOUT_UNREADABLE,
    /** Something does not fit its partition or the flash chip. */
    DOES_NOT_FIT,
    /** A flash setting that is not known. */
    SETTING_UNKNOWN,
    /** The catalogue has another file under this name. */
    NAME_TAKEN,
    /** The catalogue has no such file. */
    NOT_IN_CATALOGUE,
    /** What was given is no file, HTTPS address or release. */
    SOURCE_UNKNOWN,
    /** The download failed. */
    DOWNLOAD_FAILED,
    /** The release has no asset, or more than one, that fits the configuration. */
    RELEASE_UNCLEAR
}
