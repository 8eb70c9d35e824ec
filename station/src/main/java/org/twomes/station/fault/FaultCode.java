package org.twomes.station.fault;

import static org.twomes.station.fault.FaultArea.BACK_OFFICE;
import static org.twomes.station.fault.FaultArea.BOOT_LOG;
import static org.twomes.station.fault.FaultArea.BUNDLE;
import static org.twomes.station.fault.FaultArea.LABEL;
import static org.twomes.station.fault.FaultArea.LEDGER;
import static org.twomes.station.fault.FaultArea.LOADER;
import static org.twomes.station.fault.FaultArea.PORT;
import static org.twomes.station.fault.FaultArea.STATION;
import static org.twomes.station.fault.RetryPolicy.ASK;
import static org.twomes.station.fault.RetryPolicy.RUN_AGAIN;
import static org.twomes.station.fault.RetryPolicy.STOP;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong: where it comes from, whether another try may help, whether it is the sign of a noisy line, and
 * under which code a slot shows it. The texts of each are in {@code messages.properties}.
 *
 * <p>A slot, the ledger, the metrics and the API know fewer codes than the program tells apart ({@link #shown()}): an operator
 * does the same about every fault of the bundle, the engineer at a command line does not. The names of the shown codes
 * ({@link #allShown()}) are stored and never change.
 */
public enum FaultCode {
    PORT_NOT_FOUND(PORT, RUN_AGAIN),
    SERIAL_SERVER_DOWN(PORT, RUN_AGAIN),
    PORT_ACCESS_DENIED(PORT, STOP),
    PORT_BUSY(PORT, STOP),
    PORT_OPEN_FAILED(PORT, RUN_AGAIN),
    PORT_STUCK(PORT, RUN_AGAIN),
    /** Closed from our side. */
    PORT_CLOSED(PORT_STUCK),
    PORT_REFUSED(PORT, STOP),
    NO_MODEM_LINES(PORT, STOP),
    RESET_FAILED(PORT, RUN_AGAIN),
    UNPLUGGED(PORT, STOP),

    NO_REPLY(LOADER, RUN_AGAIN),
    WRONG_BOOT_MODE(LOADER, RUN_AGAIN),
    NO_SYNC(LOADER, RUN_AGAIN),
    GARBAGE(LOADER, RUN_AGAIN, Line.NOISY),
    WRONG_CHIP(LOADER, STOP),
    CHIP_REVISION(BOOT_LOG, STOP),
    MAC_DAMAGED(LOADER, STOP),
    SECURE_BOOT(LOADER, STOP),
    FLASH_ENCRYPTED(LOADER, STOP),
    BOARD_CHANGED(LOADER, STOP),
    STUB_FAILED(LOADER, RUN_AGAIN, Line.NOISY),
    NEEDS_STUB(LOADER, STOP),
    NO_FLASH(LOADER, STOP),
    FLASH_UNKNOWN(LOADER, STOP),
    FLASH_TOO_SMALL(BUNDLE, STOP),
    ERASE_FAILED(LOADER, RUN_AGAIN),
    ERASE_TIMEOUT(LOADER, RUN_AGAIN),
    DEAD_FLASH(LOADER, STOP),
    WRITE_FAILED(LOADER, RUN_AGAIN),
    LINE_NOISE(LOADER, RUN_AGAIN, Line.NOISY),
    /** A block was not acknowledged in time. */
    WRITE_TIMEOUT(LINE_NOISE),
    /** The board says that blocks arrive damaged. */
    WRITE_GARBLED(LINE_NOISE),
    /** Reading the flash back went wrong. */
    READ_FAILED(LINE_NOISE),
    STAGE_TIMEOUT(STATION, RUN_AGAIN),
    LOADER_TIMEOUT(LOADER, RUN_AGAIN, Line.NOISY),
    MD5_TIMEOUT(LOADER, RUN_AGAIN),
    LOADER_ERROR(LOADER, RUN_AGAIN, Line.NOISY),
    VERIFY_MISMATCH(LOADER, RUN_AGAIN),
    NOT_BLANK(LOADER, RUN_AGAIN),

    SILENT_FIRMWARE(BOOT_LOG, RUN_AGAIN),
    STILL_IN_LOADER(BOOT_LOG, RUN_AGAIN),
    NOT_BOOTABLE(BOOT_LOG, STOP),
    BOOT_LOOP(BOOT_LOG, STOP),
    BROWN_OUT(BOOT_LOG, RUN_AGAIN),
    NO_PAYLOAD(BOOT_LOG, RUN_AGAIN),
    TRUNCATED_PAYLOAD(BOOT_LOG, RUN_AGAIN, Line.NOISY),
    PAYLOADS_DISAGREE(BOOT_LOG, RUN_AGAIN, Line.NOISY),
    NAME_MISMATCH(BOOT_LOG, STOP),
    NAME_TOO_LONG(BOOT_LOG, STOP),
    TYPE_MISMATCH(BOOT_LOG, STOP),
    TOKEN_TOO_SHORT(BOOT_LOG, STOP),

    NAME_TAKEN(BACK_OFFICE, ASK),
    ALREADY_PREPARED(STATION, ASK),
    OLD_LABEL(STATION, ASK),
    STAYED(STATION, ASK),
    REGISTRATION_WAITS(BACK_OFFICE, ASK),
    TOKEN_TAKEN(BACK_OFFICE, ASK),
    TYPE_UNKNOWN(BACK_OFFICE, ASK),
    REGISTRATION_REFUSED(BACK_OFFICE, ASK),

    NO_BUNDLE(BUNDLE, STOP),
    BUNDLE_FAULT(BUNDLE, STOP),
    LEDGER_DISK_FULL(LEDGER, STOP),
    LEDGER_READ_ONLY(LEDGER, STOP),
    LEDGER_LOCKED(LEDGER, STOP),
    LEDGER_CORRUPT(LEDGER, STOP),
    LEDGER_UNREACHABLE(LEDGER, STOP),
    LEDGER_FAULT(LEDGER, STOP),
    CLOCK_SET_BACK(STATION, STOP),
    SHEETS_BLOCKED(LABEL, STOP),
    STICKER_FAULT(LABEL, ASK),
    STATION_STOPPED(STATION, RUN_AGAIN),
    QUEUE_FULL(STATION, RUN_AGAIN),
    INTERNAL(STATION, STOP);

    /** What a fault says about the line. */
    private enum Line {
        /** A noisy one is a likely cause, so a lower rate or another start may help. */
        NOISY,
        /** Nothing. */
        SILENT
    }

    private final FaultArea area;
    private final RetryPolicy retryPolicy;
    private final Line line;
    private final @Nullable FaultCode shown;
    private final @Nullable FaultCode texts;

    FaultCode(FaultArea area, RetryPolicy retryPolicy) {
        this(area, retryPolicy, Line.SILENT, null, null);
    }

    FaultCode(FaultArea area, RetryPolicy retryPolicy, Line line) {
        this(area, retryPolicy, line, null, null);
    }

    /** One that is shown as {@code shown}, and has its retry policy; its texts are for the engineer. */
    FaultCode(FaultArea area, FaultCode shown) {
        this(area, shown.retryPolicy, shown.line, shown, null);
    }

    /** A case of {@code broader} that only the program tells apart. */
    FaultCode(FaultCode broader) {
        this(broader.area, broader.retryPolicy, broader.line, broader, broader);
    }

    FaultCode(
            FaultArea area, RetryPolicy retryPolicy, Line line, @Nullable FaultCode shown, @Nullable FaultCode texts) {
        this.area = area;
        this.retryPolicy = retryPolicy;
        this.line = line;
        this.shown = shown;
        this.texts = texts;
    }

    /** The codes that a slot, the ledger, the metrics and the API know, in the order of a board's way. */
    public static List<FaultCode> allShown() {
        return Arrays.stream(values()).filter(code -> code.shown == null).toList();
    }

    /** The part of the program that it comes from. */
    public FaultArea area() {
        return area;
    }

    /** What the station does after it. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** Whether a noisy line is a likely cause, so that a lower rate or another start may help. */
    public boolean noisyLine() {
        return line == Line.NOISY;
    }

    /** The code under which a slot, the ledger, the metrics and the API show it: itself, or a broader one. */
    public FaultCode shown() {
        return shown == null ? this : shown;
    }

    /** The code whose texts say what happened and what to do: itself, or a broader one. */
    public FaultCode texts() {
        return texts == null ? this : texts;
    }

    /** What happened, in English. */
    public String sentence() {
        return Messages.english().sentence(this);
    }

    /** What to do about it, in English; facts of the one case stay as placeholders. */
    public String remedy() {
        return Messages.english().remedy(this);
    }
}
