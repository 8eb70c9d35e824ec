package org.twomes.station.rig;

import java.util.Optional;
import java.util.stream.Stream;

/** The words of a {@link FaultScript}. */
public enum FaultKind {
    NO_REPLY("no-reply", Argument.NONE, "the board sends nothing at all"),
    DEAF("deaf", Argument.NONE, "the loader starts and never answers"),
    GARBAGE("garbage", Argument.NONE, "whatever it is told, the board sends random bytes"),
    WRONG_MODE("wrong-mode", Argument.NONE, "resets into the loader end in a run from flash"),
    NO_STUB("no-stub", Argument.NONE, "a flasher stub that was loaded never starts: the chip hangs until a reset"),
    LOSE("lose", Argument.RATE, "each byte is lost with this chance, e.g. lose 0.0001"),
    DOUBLE("double", Argument.RATE, "each byte comes twice with this chance"),
    FLIP("flip", Argument.RATE, "one bit of a byte is flipped with this chance"),
    NOISE_ABOVE("noise-above", Argument.FIGURE, "above this rate in baud one byte in a hundred is damaged"),
    LOSE_ABOVE("lose-above", Argument.FIGURE, "above this rate in baud one byte in a hundred is lost"),
    DRIFT("drift", Argument.FIGURE, "the ROM takes its crystal for N percent faster than it is, e.g. drift -8"),
    LOSE_ACK("lose-ack", Argument.FIGURE, "the acknowledgement of the Nth block of flash data is lost, once"),
    BROWN_OUT_AT("brown-out-at", Argument.FIGURE, "the Nth block of flash data after a reset brings the supply down"),
    PULL_AT("pull-at", Argument.MOMENT, "the board is pulled at MOMENT: sync, erase, write, prove or boot"),
    WRONG_MD5("wrong-md5", Argument.FIGURE, "the first N MD5 sums of flash are wrong"),
    STUCK_BIT("stuck-bit", Argument.FIGURE, "bit 0 of the byte at this flash offset does not clear"),
    STUCK_ZERO("stuck-zero", Argument.FIGURE, "bit 0 of the byte at this flash offset is not set by an erase"),
    WORN_BIT(
            "worn-bit",
            Argument.FIGURE,
            "bit 0 of the byte at this flash offset is not set by an erase once it was cleared"),
    DEAD_FLASH("dead-flash", Argument.NONE, "the flash erases at once and keeps what it held: zeros"),
    SLOW_ERASE("slow-erase", Argument.NONE, "erases take the data sheet's maximum"),
    USED("used", Argument.FIGURE, "the first N KB of the flash hold an earlier program"),
    LEFT_AT("left-at", Argument.FIGURE, "the sector of this flash offset holds what an earlier program left"),
    MUTE("mute", Argument.NONE, "nothing is printed after a restart, not even by the ROM"),
    SILENT("silent", Argument.NONE, "the firmware prints nothing"),
    BOOT_LOOP("boot-loop", Argument.NONE, "the firmware restarts for ever"),
    BROWN_OUT("brown-out", Argument.NONE, "the firmware's start ends in the brown-out detector"),
    TRUNCATED("truncated", Argument.FIGURE, "the first N boot logs end in the middle of the last payload"),
    CUT_TOKEN("cut-token", Argument.FIGURE, "the first N boot logs end one digit before the end of the last token"),
    LOST_MIDDLE(
            "lost-middle",
            Argument.FIGURE,
            "the first N boot logs lose what stands between the first payload and the last token's second digit"),
    LATE("late", Argument.FIGURE, "the firmware prints N ms later than others"),
    TALKS("talks", Argument.FIGURE, "the firmware prints its log again every N ms"),
    WRONG_NAME("wrong-name", Argument.NONE, "the firmware says another MAC's name"),
    SHORT_TOKEN("short-token", Argument.FIGURE, "the first N tokens have seven digits"),
    OWN_TOKEN("own-token", Argument.NONE, "the firmware keeps its token in another namespace than others");

    /** What follows the word. */
    enum Argument {
        NONE(""),
        FIGURE(" N"),
        /** A chance, and the direction it is for if not both. */
        RATE(" RATE [to-board|from-board]"),
        MOMENT(" MOMENT");

        private final String usage;

        Argument(String usage) {
            this.usage = usage;
        }
    }

    private final String word;
    private final Argument argument;
    private final String meaning;

    FaultKind(String word, Argument argument, String meaning) {
        this.word = word;
        this.argument = argument;
        this.meaning = meaning;
    }

    static Optional<FaultKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    Argument argument() {
        return argument;
    }

    String usage() {
        return word + argument.usage;
    }

    String meaning() {
        return meaning;
    }
}
