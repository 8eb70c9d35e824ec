package org.twomes.station.pipeline;

import org.twomes.station.esp.LoaderException;
import org.twomes.station.fault.FaultCode;
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

    private static FaultCode code(Exception e) {
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
            return FaultCode.BUNDLE_FAULT;
        }
        if (e instanceof LedgerException ledger) {
            return ofLedger(ledger);
        }
        return FaultCode.INTERNAL;
    }

    static FaultCode ofLedger(LedgerException e) {
        return switch (e.fault()) {
            case DISK_FULL -> FaultCode.LEDGER_DISK_FULL;
            case READ_ONLY -> FaultCode.LEDGER_READ_ONLY;
            case LOCKED -> FaultCode.LEDGER_LOCKED;
            case CORRUPT -> FaultCode.LEDGER_CORRUPT;
            case UNREACHABLE -> FaultCode.LEDGER_UNREACHABLE;
            case WRONG_KEY, OPEN_SECRET, NEWER_SCHEMA, IN_USE, CONFLICT, OTHER -> FaultCode.LEDGER_FAULT;
        };
    }

    private static FaultCode ofLink(LinkException e) {
        return switch (e.fault()) {
            case NOT_FOUND -> FaultCode.PORT_NOT_FOUND;
            case NO_SERVER -> FaultCode.SERIAL_SERVER_DOWN;
            case ACCESS_DENIED -> FaultCode.PORT_ACCESS_DENIED;
            case BUSY -> FaultCode.PORT_BUSY;
            case OPEN_FAILED -> FaultCode.PORT_OPEN_FAILED;
            case GONE -> FaultCode.UNPLUGGED;
            case STUCK, CLOSED -> FaultCode.PORT_STUCK;
            case NO_MODEM_LINES -> FaultCode.NO_MODEM_LINES;
            case REFUSED -> FaultCode.PORT_REFUSED;
            case RESET_FAILED -> FaultCode.RESET_FAILED;
        };
    }

    private static FaultCode ofLoader(LoaderException e) {
        return switch (e.fault()) {
            case NO_REPLY -> FaultCode.NO_REPLY;
            case WRONG_BOOT_MODE -> FaultCode.WRONG_BOOT_MODE;
            case NO_SYNC_IN_DOWNLOAD_MODE -> FaultCode.NO_SYNC;
            case GARBAGE -> FaultCode.GARBAGE;
            case WRONG_CHIP -> FaultCode.WRONG_CHIP;
            case MAC_CRC -> FaultCode.MAC_DAMAGED;
            case BOARD_CHANGED -> FaultCode.BOARD_CHANGED;
            case SECURE_BOOT -> FaultCode.SECURE_BOOT;
            case FLASH_ENCRYPTED -> FaultCode.FLASH_ENCRYPTED;
            case STUB_FAILED -> FaultCode.STUB_FAILED;
            case NO_FLASH -> FaultCode.NO_FLASH;
            case FLASH_UNKNOWN -> FaultCode.FLASH_UNKNOWN;
            case ERASE_FAILED -> FaultCode.ERASE_FAILED;
            case ERASE_TIMEOUT -> FaultCode.ERASE_TIMEOUT;
            case DEAD_FLASH -> FaultCode.DEAD_FLASH;
            case BROWN_OUT -> FaultCode.BROWN_OUT;
            case WRITE_FAILED -> FaultCode.WRITE_FAILED;
            case WRITE_TIMEOUT, WRITE_GARBLED, READ_FAILED -> FaultCode.LINE_NOISE;
            case MD5_TIMEOUT -> FaultCode.MD5_TIMEOUT;
            case TIMEOUT -> FaultCode.LOADER_TIMEOUT;
            case NEEDS_STUB -> FaultCode.NEEDS_STUB;
            case COMMAND_FAILED -> FaultCode.LOADER_ERROR;
        };
    }

    private static FaultCode ofIdentity(IdentityException e) {
        return switch (e.fault()) {
            case SILENT -> FaultCode.SILENT_FIRMWARE;
            case STILL_IN_LOADER -> FaultCode.STILL_IN_LOADER;
            case NOT_BOOTABLE -> FaultCode.NOT_BOOTABLE;
            case CHIP_REVISION -> FaultCode.CHIP_REVISION;
            case BOOT_LOOP -> FaultCode.BOOT_LOOP;
            case BROWN_OUT -> FaultCode.BROWN_OUT;
            case NO_PAYLOAD -> FaultCode.NO_PAYLOAD;
            case TRUNCATED_JSON -> FaultCode.TRUNCATED_PAYLOAD;
            case PAYLOADS_DISAGREE -> FaultCode.PAYLOADS_DISAGREE;
            case NAME_MISMATCH -> FaultCode.NAME_MISMATCH;
            case NAME_TOO_LONG -> FaultCode.NAME_TOO_LONG;
            case TYPE_MISMATCH -> FaultCode.TYPE_MISMATCH;
            case TOKEN_TOO_SHORT -> FaultCode.TOKEN_TOO_SHORT;
        };
    }
}
