package org.twomes.station.pipeline;

import static org.twomes.station.pipeline.FailureCode.RetryPolicy.ASK;
import static org.twomes.station.pipeline.FailureCode.RetryPolicy.RUN_AGAIN;
import static org.twomes.station.pipeline.FailureCode.RetryPolicy.STOP;

/**
 * Everything that can end or hold a unit, each with the sentence and the remedy that the operator reads. The names are the
 * codes of the ledger, the metrics and the fault table.
 */
public enum FailureCode {
    PORT_NOT_FOUND(RUN_AGAIN, "The port went away before it could be opened.", "Plug the board in again."),
    SERIAL_SERVER_DOWN(
            RUN_AGAIN,
            "The serial server does not answer.",
            "Call the engineer: serial server, its power and network."),
    PORT_ACCESS_DENIED(STOP, "The station may not open this port.", "Call the engineer: udev rule or dialout group."),
    PORT_BUSY(STOP, "Another program holds this port.", "Close it, then press Run again."),
    PORT_OPEN_FAILED(RUN_AGAIN, "The port could not be opened.", "Plug it in again; else use another slot."),
    PORT_STUCK(RUN_AGAIN, "The USB adapter took no data any more.", "Plug the board in again; swap the cable."),
    PORT_REFUSED(STOP, "The USB adapter refused a setting.", "Use another adapter or a lower baud rate."),
    NO_MODEM_LINES(STOP, "This port cannot reset boards.", "Set reset: manual or command for this slot."),
    RESET_FAILED(RUN_AGAIN, "The reset fixture did not work.", "Check the fixture's program and relay."),
    UNPLUGGED(STOP, "The board was unplugged while it was worked on.", "Plug it in again and leave it until green."),

    NO_REPLY(RUN_AGAIN, "The board does not answer at all.", "Check cable and seating; swap the board."),
    WRONG_BOOT_MODE(
            RUN_AGAIN, "The board started its program, not its loader.", "Hold BOOT while it resets; check IO0."),
    NO_SYNC(
            RUN_AGAIN,
            "The loader is there but hears nothing from us.",
            "Swap the cable: its transmit line is broken."),
    GARBAGE(RUN_AGAIN, "Only noise comes from the board.", "Swap cable or slot; check the power supply."),
    WRONG_CHIP(STOP, "This chip is not an ESP32.", "Remove the board: it is of another kind."),
    CHIP_REVISION(
            STOP,
            "The firmware does not run on this chip's revision.",
            "Put it aside: it needs a firmware made for it."),
    MAC_DAMAGED(
            STOP,
            "The chip's address fails its own check.",
            "Swap the cable, press Run again; if it stays, put the board aside."),
    SECURE_BOOT(STOP, "Secure boot is on: erasing would kill the board.", "Put it aside; nothing was changed."),
    FLASH_ENCRYPTED(
            STOP, "Flash encryption is on: plain firmware would not run.", "Put it aside; nothing was changed."),
    BOARD_CHANGED(STOP, "Another board is in the slot than a moment ago.", "Plug one board and leave it until green."),
    STUB_FAILED(
            RUN_AGAIN, "The flasher stub did not start.", "Run again; if it stays, call the engineer: loader.stub."),
    NEEDS_STUB(STOP, "This work needs the flasher stub.", "Call the engineer: set loader.stub: auto."),
    NO_FLASH(STOP, "No flash chip answers.", "Put the board aside: its flash is missing or dead."),
    FLASH_UNKNOWN(
            STOP,
            "The flash chip answers, but its size is not known.",
            "Keep the board as it is. Call the engineer: set flash.size."),
    FLASH_TOO_SMALL(
            STOP, "The firmware does not fit this board's flash.", "Use boards with the flash size of the bundle."),
    ERASE_FAILED(RUN_AGAIN, "The flash did not erase.", "Run again; if it stays, put the board aside."),
    ERASE_TIMEOUT(RUN_AGAIN, "Erasing the flash took too long.", "Run again; if it stays, put the board aside."),
    DEAD_FLASH(
            STOP,
            "The flash does not keep what is erased or written.",
            "Put the board aside: its flash is dead or locked."),
    WRITE_FAILED(RUN_AGAIN, "Writing the flash failed.", "Run again; if it stays, put the board aside."),
    LINE_NOISE(RUN_AGAIN, "Too many damaged messages on the line.", "Swap cable or slot; lower the baud rate."),
    STAGE_TIMEOUT(RUN_AGAIN, "The board took too long.", "Run again; if it stays, put the board aside."),
    LOADER_TIMEOUT(RUN_AGAIN, "The loader stopped answering.", "Run again; check the cable and the board's power."),
    MD5_TIMEOUT(RUN_AGAIN, "The proof of the flash took too long.", "Run again; if it stays, put the board aside."),
    LOADER_ERROR(RUN_AGAIN, "The loader refused a command.", "Run again; if it stays, call the engineer."),
    VERIFY_MISMATCH(RUN_AGAIN, "The flash does not hold what was written.", "Run again; if it stays, put it aside."),
    NOT_BLANK(RUN_AGAIN, "The rest of the flash is not blank.", "Run again; if it stays, put the board aside."),

    SILENT_FIRMWARE(
            RUN_AGAIN, "The firmware prints nothing after the restart.", "Tap RESET; if it stays, put it aside."),
    STILL_IN_LOADER(RUN_AGAIN, "The board went back into its loader.", "Release BOOT; check IO0."),
    NOT_BOOTABLE(STOP, "The board cannot start what was written.", "Call the engineer: wrong bundle or layout."),
    BOOT_LOOP(STOP, "The board restarts for ever.", "Put the board aside; check its power supply."),
    BROWN_OUT(RUN_AGAIN, "The board's supply voltage breaks down.", "Use a powered hub; swap cable or slot."),
    NO_PAYLOAD(RUN_AGAIN, "The boot log holds no name and token.", "Run again; if it stays, wrong firmware."),
    TRUNCATED_PAYLOAD(RUN_AGAIN, "The boot log's payload is cut off.", "Run again; swap the cable if it stays."),
    PAYLOADS_DISAGREE(RUN_AGAIN, "The boot log contradicts itself.", "Run again; if it stays, call the engineer."),
    NAME_MISMATCH(STOP, "The name is not that of this board's MAC address.", "Put it aside; call the engineer."),
    NAME_TOO_LONG(STOP, "The name is too long for the labels.", "Put it aside; call the engineer: see the detail."),
    TYPE_MISMATCH(STOP, "The firmware is of another device type.", "Call the engineer: wrong bundle."),
    TOKEN_TOO_SHORT(STOP, "The token stayed too short after every new roll.", "Put it aside; call the engineer."),

    NAME_TAKEN(ASK, "The back office knows this device already.", "Ask the supervisor: approve or put it aside."),
    ALREADY_PREPARED(ASK, "This board was prepared a short time ago.", "Put it with its label; else approve it again."),
    OLD_LABEL(ASK, "This board had a label before: that one is not valid any more.", "Throw the old label away."),
    STAYED(ASK, "The board stayed in its slot over a restart.", "Nothing to do: it is as it was before."),
    REGISTRATION_WAITS(ASK, "This board is done and waits for the back office.", "Remove it: its label will follow."),
    TOKEN_TAKEN(ASK, "The back office knows this token from another device.", "Run it again from the start."),
    TYPE_UNKNOWN(ASK, "The back office does not know this device type.", "Ask the supervisor to add it, then retry."),
    REGISTRATION_REFUSED(ASK, "The back office refused the registration.", "Ask the supervisor; see the detail."),

    NO_BUNDLE(STOP, "No firmware is chosen.", "Choose a bundle in the configuration."),
    BUNDLE_FAULT(STOP, "The firmware bundle is not usable.", "Call the engineer: run bundle check."),
    LEDGER_DISK_FULL(STOP, "The ledger's disk is full.", "Call the engineer: make room. Then press Run again."),
    LEDGER_READ_ONLY(
            STOP,
            "The ledger's disk cannot be written: read-only or broken.",
            "Call the engineer: fix the disk. Then press Run again."),
    LEDGER_LOCKED(
            STOP, "Another program holds the ledger.", "Call the engineer: end that program. Then press Run again."),
    LEDGER_CORRUPT(STOP, "The ledger is damaged.", "Stop. Call the engineer: restore the backup of the ledger."),
    LEDGER_UNREACHABLE(
            STOP,
            "The ledger's server does not answer.",
            "Call the engineer: server or network. Then press Run again."),
    LEDGER_FAULT(STOP, "The station cannot use its ledger.", "Call the engineer: see health."),
    CLOCK_SET_BACK(STOP, "The station's clock was set back.", "Board fine. Call the engineer: set the clock right."),
    SHEETS_BLOCKED(STOP, "Label sheets cannot be written.", "Board fine. Call the engineer: fix the sheet folder."),
    STICKER_FAULT(ASK, "The label could not be made.", "Ask the supervisor; see health."),
    STATION_STOPPED(RUN_AGAIN, "The station stopped in the middle of the run.", "Plug the board in again."),
    QUEUE_FULL(RUN_AGAIN, "Too many boards wait.", "Press Run again when others are done."),
    INTERNAL(STOP, "The station made a mistake.", "Call the engineer: the log names it.");

    /** What follows from a failure. */
    public enum RetryPolicy {
        /** The station may run it again by itself. */
        RUN_AGAIN,
        /** Running it again without a change does not help. */
        STOP,
        /** HELD: a supervisor decides. */
        ASK
    }

    private final RetryPolicy retryPolicy;
    private final String sentence;
    private final String remedy;

    FailureCode(RetryPolicy retryPolicy, String sentence, String remedy) {
        this.retryPolicy = retryPolicy;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** What follows. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** What happened, for the operator. */
    public String sentence() {
        return sentence;
    }

    /** What to do, for the operator. */
    public String remedy() {
        return remedy;
    }
}
