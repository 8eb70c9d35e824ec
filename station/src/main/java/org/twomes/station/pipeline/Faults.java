package org.twomes.station.pipeline;

import org.twomes.station.esp.LoaderException;
import org.twomes.station.firmware.BundleException;
import org.twomes.station.identity.IdentityException;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.port.LinkException;

/** Makes one failure code of every room's own fault. The switches have no default, so that a new fault asks for its code. */
public final class Faults {
    private Faults() {}

    static StageFailure of(Exception e) {
        if (e instanceof StageFailure failure) {
            return failure;
        }
        return new StageFailure(code(e), detail(e), e);
    }

    /** What a command that works without a slot says of a board's fault: what happened, what to do, the particulars. */
    public static String sentence(Exception e) {
        StageFailure failure = of(e);
        return failure.code() + ". " + failure.code().sentence() + " "
                + failure.code().remedy() + " (" + failure.getMessage() + ")";
    }

    private static String detail(Exception e) {
        // A tile has one advice: the code's own.
        String text = e instanceof BundleException bundle ? bundle.problem() : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }

    private static FailureCode code(Exception e) {
        if (e instanceof LinkException link) {
            return ofLink(link);
        }
        if (e instanceof LoaderException loader) {
            return ofLoader(loader);
        }
        if (e instanceof IdentityException identity) {
            return ofIdentity(identity);
        }
        if (e instanceof BundleException) {
            return FailureCode.BUNDLE_FAULT;
        }
        if (e instanceof LedgerException ledger) {
            return ofLedger(ledger);
        }
        return FailureCode.INTERNAL;
    }

    static FailureCode ofLedger(LedgerException e) {
        return switch (e.fault()) {
            case DISK_FULL -> FailureCode.LEDGER_DISK_FULL;
            case READ_ONLY -> FailureCode.LEDGER_READ_ONLY;
            case LOCKED -> FailureCode.LEDGER_LOCKED;
            case CORRUPT -> FailureCode.LEDGER_CORRUPT;
            case UNREACHABLE -> FailureCode.LEDGER_UNREACHABLE;
            case WRONG_KEY, OPEN_SECRET, NEWER_SCHEMA, IN_USE, CONFLICT, OTHER -> FailureCode.LEDGER_FAULT;
        };
    }

    private static FailureCode ofLink(LinkException e) {
        return switch (e.fault()) {
            case NOT_FOUND -> FailureCode.PORT_NOT_FOUND;
            case NO_SERVER -> FailureCode.SERIAL_SERVER_DOWN;
            case ACCESS_DENIED -> FailureCode.PORT_ACCESS_DENIED;
            case BUSY -> FailureCode.PORT_BUSY;
            case OPEN_FAILED -> FailureCode.PORT_OPEN_FAILED;
            case GONE -> FailureCode.UNPLUGGED;
            case STUCK, CLOSED -> FailureCode.PORT_STUCK;
            case NO_MODEM_LINES -> FailureCode.NO_MODEM_LINES;
            case REFUSED -> FailureCode.PORT_REFUSED;
            case RESET_FAILED -> FailureCode.RESET_FAILED;
        };
    }

    private static FailureCode ofLoader(LoaderException e) {
        return switch (e.fault()) {
            case NO_REPLY -> FailureCode.NO_REPLY;
            case WRONG_BOOT_MODE -> FailureCode.WRONG_BOOT_MODE;
            case NO_SYNC_IN_DOWNLOAD_MODE -> FailureCode.NO_SYNC;
            case GARBAGE -> FailureCode.GARBAGE;
            case WRONG_CHIP -> FailureCode.WRONG_CHIP;
            case MAC_CRC -> FailureCode.MAC_DAMAGED;
            case BOARD_CHANGED -> FailureCode.BOARD_CHANGED;
            case SECURE_BOOT -> FailureCode.SECURE_BOOT;
            case FLASH_ENCRYPTED -> FailureCode.FLASH_ENCRYPTED;
            case STUB_FAILED -> FailureCode.STUB_FAILED;
            case NO_FLASH -> FailureCode.NO_FLASH;
            case FLASH_UNKNOWN -> FailureCode.FLASH_UNKNOWN;
            case ERASE_FAILED -> FailureCode.ERASE_FAILED;
            case ERASE_TIMEOUT -> FailureCode.ERASE_TIMEOUT;
            case DEAD_FLASH -> FailureCode.DEAD_FLASH;
            case BROWN_OUT -> FailureCode.BROWN_OUT;
            case WRITE_FAILED -> FailureCode.WRITE_FAILED;
            case WRITE_TIMEOUT, WRITE_GARBLED, READ_FAILED -> FailureCode.LINE_NOISE;
            case MD5_TIMEOUT -> FailureCode.MD5_TIMEOUT;
            case TIMEOUT -> FailureCode.LOADER_TIMEOUT;
            case NEEDS_STUB -> FailureCode.NEEDS_STUB;
            case COMMAND_FAILED -> FailureCode.LOADER_ERROR;
        };
    }

    private static FailureCode ofIdentity(IdentityException e) {
        return switch (e.fault()) {
            case SILENT -> FailureCode.SILENT_FIRMWARE;
            case STILL_IN_LOADER -> FailureCode.STILL_IN_LOADER;
            case NOT_BOOTABLE -> FailureCode.NOT_BOOTABLE;
            case CHIP_REVISION -> FailureCode.CHIP_REVISION;
            case BOOT_LOOP -> FailureCode.BOOT_LOOP;
            case BROWN_OUT -> FailureCode.BROWN_OUT;
            case NO_PAYLOAD -> FailureCode.NO_PAYLOAD;
            case TRUNCATED_JSON -> FailureCode.TRUNCATED_PAYLOAD;
            case PAYLOADS_DISAGREE -> FailureCode.PAYLOADS_DISAGREE;
            case NAME_MISMATCH -> FailureCode.NAME_MISMATCH;
            case NAME_TOO_LONG -> FailureCode.NAME_TOO_LONG;
            case TYPE_MISMATCH -> FailureCode.TYPE_MISMATCH;
            case TOKEN_TOO_SHORT -> FailureCode.TOKEN_TOO_SHORT;
        };
    }
}
