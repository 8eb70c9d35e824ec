package org.twomes.station.fault;

import static org.twomes.station.fault.FaultArea.ACCESS;
import static org.twomes.station.fault.FaultArea.BACK_OFFICE;
import static org.twomes.station.fault.FaultArea.BOOT_LOG;
import static org.twomes.station.fault.FaultArea.BUNDLE;
import static org.twomes.station.fault.FaultArea.DEVICE_TABLE;
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
    SECURE_DOWNLOAD(LOADER, STOP),
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
    IDENTITY_MISMATCH(BOOT_LOG, STOP),
    NAME_TOO_LONG(BOOT_LOG, STOP),
    TYPE_MISMATCH(BOOT_LOG, STOP),
    TOKEN_TOO_SHORT(BOOT_LOG, STOP),

    NAME_TAKEN(BACK_OFFICE, ASK),
    /** As NAME_TAKEN where an approval renames the device. */
    NAME_TAKEN_APPROVE(BACK_OFFICE, NAME_TAKEN, Advice.FOR_ALL),
    /** As NAME_TAKEN where the device is renamed by hand; fact {@code name}. */
    NAME_TAKEN_RETIRE(BACK_OFFICE, NAME_TAKEN, Advice.FOR_ALL),
    NO_UNIT_DATA(STATION, ASK),
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
    INTERNAL(STATION, STOP),

    /** The bundle's file or folder is missing or cannot be read. */
    BUNDLE_UNREADABLE(BUNDLE, BUNDLE_FAULT),
    /** The zip is truncated or damaged, or uses a feature that release zips have not. */
    BUNDLE_ZIP_DAMAGED(BUNDLE, BUNDLE_FAULT),
    /** A path leads out of the bundle. */
    BUNDLE_PATH_ESCAPES(BUNDLE, BUNDLE_FAULT),
    /** More entries, more bytes or a higher compression ratio than any firmware has. */
    BUNDLE_TOO_LARGE(BUNDLE, BUNDLE_FAULT),
    /** The SHA-256 is not the pinned one. */
    BUNDLE_WRONG_HASH(BUNDLE, BUNDLE_FAULT),
    /** What was downloaded has not the SHA-256 that its release states. */
    BUNDLE_DOWNLOAD_DAMAGED(BUNDLE, BUNDLE_FAULT),
    /** Built for another board; fact {@code board}: the one that is configured. */
    BUNDLE_WRONG_BOARD(BUNDLE, BUNDLE_FAULT),
    /** Built for the other back office; fact {@code environment}: the one that is configured. */
    BUNDLE_WRONG_SERVER(BUNDLE, BUNDLE_FAULT),
    /** An image for another chip. */
    BUNDLE_WRONG_CHIP(BUNDLE, BUNDLE_FAULT),
    /** Images of which no chip revision runs all. */
    BUNDLE_MIXED_REVISIONS(BUNDLE, BUNDLE_FAULT),
    /** A bootloader where an application belongs, or the reverse. */
    BUNDLE_WRONG_IMAGE(BUNDLE, BUNDLE_FAULT),
    /** A file that the layout names is not in the bundle. */
    BUNDLE_FILE_MISSING(BUNDLE, BUNDLE_FAULT),
    /** The bundle holds nothing but other zips. */
    BUNDLE_ZIP_IN_ZIP(BUNDLE, BUNDLE_FAULT),
    /** An image fails a check. */
    BUNDLE_IMAGE_DAMAGED(BUNDLE, BUNDLE_FAULT),
    /** The signature of an image fails a check. */
    BUNDLE_SIGNATURE_DAMAGED(BUNDLE, BUNDLE_FAULT),
    /** The partition table fails a check. */
    BUNDLE_PARTITIONS_DAMAGED(BUNDLE, BUNDLE_FAULT),
    /** The station makes the tokens, and the bundle has no key-value partition for them. */
    BUNDLE_WITHOUT_STORE(BUNDLE, BUNDLE_FAULT),
    /** The table that {@code device.data} names is not there, or not right. */
    UNIT_DATA_UNREADABLE(STATION, NO_UNIT_DATA),
    /** The table has the row no more that the board was given. */
    UNIT_DATA_GONE(STATION, NO_UNIT_DATA),
    /** The layout's offsets and the partition table disagree. */
    BUNDLE_LAYOUT_MISMATCH(BUNDLE, BUNDLE_FAULT),
    /** More than one folder of the bundle fits a layout. */
    BUNDLE_SEVERAL(BUNDLE, BUNDLE_FAULT),
    /** No layout of that name, or one that cannot be read. */
    BUNDLE_LAYOUT_UNREADABLE(BUNDLE, BUNDLE_FAULT),
    /** ESP-IDF's flasher_args.json cannot be read. */
    BUNDLE_ARGUMENTS_UNREADABLE(BUNDLE, BUNDLE_FAULT),
    /** An image does not fit its partition. */
    BUNDLE_DOES_NOT_FIT(BUNDLE, BUNDLE_FAULT),
    /** A signed bootloader is for another flash size. */
    BUNDLE_SIGNED_SIZE(BUNDLE, FLASH_TOO_SMALL),
    /** The configured flash size is more than the chip's. */
    BUNDLE_SIZE_SETTING(BUNDLE, FLASH_TOO_SMALL),
    /** A flash setting that is not known. */
    BUNDLE_SETTING_UNKNOWN(BUNDLE, BUNDLE_FAULT),
    /** The catalogue has another file under this name. */
    BUNDLE_NAME_TAKEN(BUNDLE, BUNDLE_FAULT),
    /** The catalogue has no such file. */
    BUNDLE_NOT_IN_CATALOGUE(BUNDLE, BUNDLE_FAULT),
    /** What was given is no file, HTTPS address or release. */
    BUNDLE_SOURCE_UNKNOWN(BUNDLE, BUNDLE_FAULT),
    /** The download failed. */
    BUNDLE_DOWNLOAD_FAILED(BUNDLE, BUNDLE_FAULT),
    /** The server does not give out what was asked for. */
    BUNDLE_DOWNLOAD_REFUSED(BUNDLE, BUNDLE_FAULT),
    /** The release has no asset, or more than one, that fits the configuration. */
    BUNDLE_RELEASE_UNCLEAR(BUNDLE, BUNDLE_FAULT),

    /** The token key cannot be read. */
    LEDGER_NO_KEY(LEDGER, LEDGER_FAULT),
    /** The token key is not the one the ledger was written with. */
    LEDGER_WRONG_KEY(LEDGER, LEDGER_FAULT),
    /** The token key or the password lies open to others. */
    LEDGER_OPEN_SECRET(LEDGER, LEDGER_FAULT),
    /** Made by a newer version of the station. */
    LEDGER_NEWER_SCHEMA(LEDGER, LEDGER_FAULT),
    /** Another process works under this station's name. */
    LEDGER_IN_USE(LEDGER, LEDGER_FAULT),
    /** The file that a backup is to be written to is there already. */
    LEDGER_BACKUP_EXISTS(LEDGER, LEDGER_FAULT),
    /** The call does not fit the state of the unit or sheet. */
    LEDGER_CONFLICT(LEDGER, LEDGER_FAULT),

    /** A template file is not right. */
    LABEL_TEMPLATE_INVALID(LABEL, STICKER_FAULT),
    /** The configured folder of templates cannot be read, or holds none. */
    LABEL_TEMPLATES_UNREADABLE(LABEL, STICKER_FAULT),
    /** No template has this code; fact {@code known}: the codes that there are. */
    LABEL_TEMPLATE_UNKNOWN(LABEL, STICKER_FAULT),
    /** The QR code does not fit the label with modules large enough to be read. */
    LABEL_TOO_SMALL(LABEL, STICKER_FAULT),
    /** The configured offset moves labels off the page. */
    LABEL_OFF_PAGE(LABEL, STICKER_FAULT),
    /** A position is not on the sheet, or given twice. */
    LABEL_BAD_POSITION(LABEL, STICKER_FAULT),
    /** Its sheet has not been printed a first time. */
    LABEL_NOT_RELEASED(LABEL, STICKER_FAULT),
    /** The board was prepared again: only its latest label is printed. */
    LABEL_NOT_VALID(LABEL, STICKER_FAULT),
    /** The label has no activation token (any more). */
    LABEL_TOKEN_GONE(LABEL, STICKER_FAULT),
    /** A QR code could not be read back from the rendered page, or says something else. */
    LABEL_UNREADABLE(LABEL, STICKER_FAULT),
    /** A file that is to be read is no label sheet of this station. */
    LABEL_NOT_A_SHEET(LABEL, STICKER_FAULT),
    /** A file could not be read or written. */
    LABEL_FILE(LABEL, STICKER_FAULT),
    /** The printing system refused or lost the job. */
    PRINT_FAILED(LABEL, STICKER_FAULT),
    /** It is not known whether the printing system took the job. */
    PRINT_UNSURE(LABEL, STICKER_FAULT),

    /** Listening beyond this machine needs TLS. */
    WEB_NO_TLS(ACCESS, INTERNAL),
    /** Listening beyond this machine needs users. */
    WEB_NO_USERS(ACCESS, INTERNAL),
    /** The users file cannot be read or understood. */
    WEB_USERS_FILE(ACCESS, INTERNAL),
    /** The certificate or its key cannot be read, or they do not fit. */
    WEB_TLS_FILES(ACCESS, INTERNAL),

    /** A secret's file is missing, unreadable, readable by others or malformed. */
    SECRET_FILE(BACK_OFFICE, INTERNAL),
    /** systemd did not hand a secret out that its unit is to name. */
    SECRET_NOT_HANDED_OUT(BACK_OFFICE, INTERNAL),
    /** No device has the name. */
    DEVICE_NOT_FOUND(DEVICE_TABLE, INTERNAL),
    /** Another program renamed or removed the row meanwhile. */
    DEVICE_CHANGED_MEANWHILE(DEVICE_TABLE, INTERNAL),
    /** Every name up to the last suffix is taken. */
    DEVICE_NO_FREE_NAME(DEVICE_TABLE, INTERNAL),
    /** The database cannot be reached, or is too slow. */
    DEVICES_UNREACHABLE(DEVICE_TABLE, INTERNAL),
    /** The database refuses: account, rights, or a table that is not that of API v1. */
    DEVICES_REFUSED(DEVICE_TABLE, INTERNAL),
    /** The connection broke while the change was being confirmed; fact {@code row}: the row's id. */
    DEVICES_UNCERTAIN(DEVICE_TABLE, INTERNAL);

    /** What a fault says about the line. */
    private enum Line {
        /** A noisy one is a likely cause, so a lower rate or another start may help. */
        NOISY,
        /** Nothing. */
        SILENT
    }

    /** Where the advice about a code stands. */
    private enum Advice {
        /** In its texts; a slot shows them. */
        FOR_ALL,
        /** In its texts, for the engineer; a slot shows those of the broader code. */
        FOR_ENGINEER
    }

    private final FaultArea area;
    private final RetryPolicy retryPolicy;
    private final Line line;
    private final @Nullable FaultCode shown;
    private final @Nullable FaultCode texts;
    private final Advice advice;

    FaultCode(FaultArea area, RetryPolicy retryPolicy) {
        this(area, retryPolicy, Line.SILENT, null, null, Advice.FOR_ALL);
    }

    FaultCode(FaultArea area, RetryPolicy retryPolicy, Line line) {
        this(area, retryPolicy, line, null, null, Advice.FOR_ALL);
    }

    /** One that is shown as {@code shown}, and has its retry policy; its texts are for the engineer. */
    FaultCode(FaultArea area, FaultCode shown) {
        this(area, shown, Advice.FOR_ENGINEER);
    }

    FaultCode(FaultArea area, FaultCode shown, Advice advice) {
        this(area, shown.retryPolicy, shown.line, shown, null, advice);
    }

    /** A case of {@code broader} that only the program tells apart. */
    FaultCode(FaultCode broader) {
        this(broader.area, broader.retryPolicy, broader.line, broader, broader, Advice.FOR_ALL);
    }

    FaultCode(
            FaultArea area,
            RetryPolicy retryPolicy,
            Line line,
            @Nullable FaultCode shown,
            @Nullable FaultCode texts,
            Advice advice) {
        this.area = area;
        this.retryPolicy = retryPolicy;
        this.line = line;
        this.shown = shown;
        this.texts = texts;
        this.advice = advice;
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

    /** The code whose texts a slot shows. */
    public FaultCode slotTexts() {
        return (advice == Advice.FOR_ALL ? this : shown()).texts();
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
