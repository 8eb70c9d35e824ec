package org.twomes.station.esp.command;

import java.util.Locale;
import org.twomes.station.esp.LoaderProtocol;

/** Meaning of the loader's error codes. */
public final class ErrorCodes {
    private ErrorCodes() {}

    /** Text for logs and messages. */
    public static String text(int code) {
        String meaning = switch (code) {
            case LoaderProtocol.ERROR_INVALID_MESSAGE -> "message not understood";
            case LoaderProtocol.ERROR_FAILED_TO_ACT -> "it could not be done";
            case LoaderProtocol.ERROR_CHECKSUM, LoaderProtocol.STUB_ERROR_CHECKSUM -> "wrong checksum";
            case LoaderProtocol.ERROR_FLASH_WRITE -> "flash reads back otherwise than written";
            case LoaderProtocol.ERROR_FLASH_READ -> "flash could not be read";
            case LoaderProtocol.ERROR_FLASH_READ_LENGTH -> "too long a read";
            case LoaderProtocol.ERROR_INFLATE, LoaderProtocol.STUB_ERROR_INFLATE -> "data does not inflate";
            case LoaderProtocol.STUB_ERROR_LENGTH -> "wrong length of message";
            case LoaderProtocol.STUB_ERROR_UNKNOWN_COMMAND -> "command not known";
            case LoaderProtocol.STUB_ERROR_FLASH -> "flash operation failed";
            case LoaderProtocol.STUB_ERROR_FLASH_LOCKED -> "flash is locked";
            case LoaderProtocol.STUB_ERROR_NOT_BEGUN -> "data without a begin";
            case LoaderProtocol.STUB_ERROR_TOO_LITTLE -> "less data than announced";
            case LoaderProtocol.STUB_ERROR_TOO_MUCH -> "more data than announced";
            default -> "unknown error";
        };
        return String.format(Locale.ROOT, "%s (code 0x%02X)", meaning, code);
    }

    /** Whether a block with this error was not used by the board, so that the same block may be sent again. */
    public static boolean blockUnused(int code) {
        return code == LoaderProtocol.ERROR_INVALID_MESSAGE
                || code == LoaderProtocol.ERROR_CHECKSUM
                || code == LoaderProtocol.STUB_ERROR_CHECKSUM
                || code == LoaderProtocol.STUB_ERROR_LENGTH;
    }

    /** Whether it is the flash that failed, not the line. */
    public static boolean ofFlash(int code) {
        return code == LoaderProtocol.ERROR_FLASH_WRITE
                || code == LoaderProtocol.ERROR_FAILED_TO_ACT
                || code == LoaderProtocol.STUB_ERROR_FLASH
                || code == LoaderProtocol.STUB_ERROR_FLASH_LOCKED;
    }
}
