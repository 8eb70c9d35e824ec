package org.twomes.station.sticker;

/** What can be wrong with labels. */
public enum StickerFault {
    /** A template file is not right; the message names file, line, key and remedy. */
    TEMPLATE_INVALID,
    /** No template has this code. */
    TEMPLATE_UNKNOWN,
    /** The QR code does not fit the label with modules large enough to be read. */
    TOO_SMALL,
    /** The configured offset moves labels off the page. */
    OFF_PAGE,
    /** A position is not on the sheet, or given twice. */
    BAD_POSITION,
    /** Its sheet has not been printed a first time. */
    NOT_RELEASED,
    /** The board was prepared again: only its latest label is printed. */
    NOT_VALID,
    /** The label has no activation token (any more). */
    TOKEN_GONE,
    /** A QR code could not be read back from the rendered page, or says something else. */
    UNREADABLE,
    /** A file could not be read or written. */
    FILE,
    /** The printing system refused or lost the job. */
    PRINT_FAILED,
    /** It is not known whether the printing system took the job. */
    PRINT_UNSURE
}
