package org.twomes.station.pipeline;

import static org.twomes.station.pipeline.FailureCode.RetryPolicy.ASK;
import static org.twomes.station.pipeline.FailureCode.RetryPolicy.RUN_AGAIN;
import static org.twomes.station.pipeline.FailureCode.RetryPolicy.STOP;

import java.util.Locale;
import org.twomes.station.common.Messages;

/**
 * Everything that can end or hold a unit, and whether another try may help. The names are the codes of the
 * ledger, the metrics and the fault table; what the operator reads of each is in {@code messages.properties}.
 */
public enum FailureCode {
    PORT_NOT_FOUND(RUN_AGAIN),
    SERIAL_SERVER_DOWN(RUN_AGAIN),
    PORT_ACCESS_DENIED(STOP),
    PORT_BUSY(STOP),
    PORT_OPEN_FAILED(RUN_AGAIN),
    PORT_STUCK(RUN_AGAIN),
    PORT_REFUSED(STOP),
    NO_MODEM_LINES(STOP),
    RESET_FAILED(RUN_AGAIN),
    UNPLUGGED(STOP),

    NO_REPLY(RUN_AGAIN),
    WRONG_BOOT_MODE(RUN_AGAIN),
    NO_SYNC(RUN_AGAIN),
    GARBAGE(RUN_AGAIN),
    WRONG_CHIP(STOP),
    CHIP_REVISION(STOP),
    MAC_DAMAGED(STOP),
    SECURE_BOOT(STOP),
    FLASH_ENCRYPTED(STOP),
    BOARD_CHANGED(STOP),
    STUB_FAILED(RUN_AGAIN),
    NEEDS_STUB(STOP),
    NO_FLASH(STOP),
    FLASH_UNKNOWN(STOP),
    FLASH_TOO_SMALL(STOP),
    ERASE_FAILED(RUN_AGAIN),
    ERASE_TIMEOUT(RUN_AGAIN),
    DEAD_FLASH(STOP),
    WRITE_FAILED(RUN_AGAIN),
    LINE_NOISE(RUN_AGAIN),
    STAGE_TIMEOUT(RUN_AGAIN),
    LOADER_TIMEOUT(RUN_AGAIN),
    MD5_TIMEOUT(RUN_AGAIN),
    LOADER_ERROR(RUN_AGAIN),
    VERIFY_MISMATCH(RUN_AGAIN),
    NOT_BLANK(RUN_AGAIN),

    SILENT_FIRMWARE(RUN_AGAIN),
    STILL_IN_LOADER(RUN_AGAIN),
    NOT_BOOTABLE(STOP),
    BOOT_LOOP(STOP),
    BROWN_OUT(RUN_AGAIN),
    NO_PAYLOAD(RUN_AGAIN),
    TRUNCATED_PAYLOAD(RUN_AGAIN),
    PAYLOADS_DISAGREE(RUN_AGAIN),
    NAME_MISMATCH(STOP),
    NAME_TOO_LONG(STOP),
    TYPE_MISMATCH(STOP),
    TOKEN_TOO_SHORT(STOP),

    NAME_TAKEN(ASK),
    ALREADY_PREPARED(ASK),
    OLD_LABEL(ASK),
    STAYED(ASK),
    REGISTRATION_WAITS(ASK),
    TOKEN_TAKEN(ASK),
    TYPE_UNKNOWN(ASK),
    REGISTRATION_REFUSED(ASK),

    NO_BUNDLE(STOP),
    BUNDLE_FAULT(STOP),
    LEDGER_DISK_FULL(STOP),
    LEDGER_READ_ONLY(STOP),
    LEDGER_LOCKED(STOP),
    LEDGER_CORRUPT(STOP),
    LEDGER_UNREACHABLE(STOP),
    LEDGER_FAULT(STOP),
    CLOCK_SET_BACK(STOP),
    SHEETS_BLOCKED(STOP),
    STICKER_FAULT(ASK),
    STATION_STOPPED(RUN_AGAIN),
    QUEUE_FULL(RUN_AGAIN),
    INTERNAL(STOP);

    /** What follows from a failure. */
    public enum RetryPolicy {
        /** The station may run it again by itself. */
        RUN_AGAIN,
        /** Running it again without a change does not help. */
        STOP,
        /** HELD: a supervisor decides. */
        ASK
    }

    /** Read when the first text is asked for. */
    private static final class Texts {
        static final Messages ENGLISH = Messages.in(Locale.ROOT);

        private Texts() {}
    }

    private final RetryPolicy retryPolicy;

    FailureCode(RetryPolicy retryPolicy) {
        this.retryPolicy = retryPolicy;
    }

    /** What follows. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** What happened, for the operator. */
    public String sentence() {
        return Texts.ENGLISH.text("fault." + name() + ".sentence");
    }

    /** What to do, for the operator. */
    public String remedy() {
        return Texts.ENGLISH.text("fault." + name() + ".remedy");
    }
}
