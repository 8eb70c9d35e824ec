package org.twomes.station.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with a board: faults separated by commas, e.g. {@code flip 0.0001 from-board, truncated 1}. Figures are
 * decimal or, with 0x, hexadecimal.
 *
 * <pre>
 * no-reply             the board sends nothing at all
 * deaf                 the loader starts and never answers
 * garbage              whatever it is told, the board sends random bytes
 * wrong-mode           resets into the loader end in a run from flash
 * no-stub              a flasher stub that was loaded never starts: the chip hangs until a reset
 * lose RATE [WAY]      each byte is lost with this chance, e.g. lose 0.0001
 * double RATE [WAY]    each byte comes twice with this chance
 * flip RATE [WAY]      one bit of a byte is flipped with this chance
 *                      WAY is to-board or from-board; without it both
 * noise-above N        above this rate in baud one byte in a hundred is damaged
 * lose-above N         above this rate in baud one byte in a hundred is lost
 * drift N              the ROM takes its crystal for N percent faster than it is, e.g. drift -8, and its rates are wrong by that
 * lose-ack N           the acknowledgement of the Nth block of flash data is lost, once
 * brown-out-at N       the Nth block of flash data after a reset brings the supply down
 * pull-at MOMENT       the board is pulled at its first sync, erase, write (third block of flash data), prove (MD5 after
 *                      a write) or boot (restart from the loader)
 * wrong-md5 N          the first N MD5 sums of flash are wrong
 * stuck-bit N          bit 0 of the byte at this flash offset does not clear
 * stuck-zero N         bit 0 of the byte at this flash offset is not set by an erase
 * worn-bit N           bit 0 of the byte at this flash offset is not set by an erase once it was cleared
 * dead-flash           the flash erases at once and keeps what it held: zeros
 * slow-erase           erases take the data sheet's maximum
 * used N               the first N KB of the flash hold an earlier program
 * left-at N            the sector of this flash offset holds what an earlier program left
 * mute                 nothing is printed after a restart, not even by the ROM
 * silent               the firmware prints nothing
 * boot-loop            the firmware restarts for ever
 * brown-out            the firmware's start ends in the brown-out detector
 * truncated N          the first N boot logs end in the middle of the last payload
 * cut-token N          the first N boot logs end one digit before the end of the last token
 * lost-middle N        the first N boot logs lose what stands between the first payload and the last token's second digit
 * late N               the firmware prints N ms later than others
 * talks N              the firmware prints its log again every N ms
 * wrong-name           the firmware says another MAC's name
 * short-token N        the first N tokens have seven digits
 * </pre>
 *
 * A driver that never returns is no fault of a board: it is made where ports are opened. Nor is a replug: see {@link Rig}.
 */
public final class FaultScript {
    /** No fault. */
    public static final FaultScript NONE = new FaultScript(List.of());

    private static final int USAGE_COLUMN = 36;

    private final List<Fault> faults;

    /** One fault with its figure, 0 where it has none, and the word behind it, if any. */
    private record Fault(FaultKind kind, double figure, String word) {}

    private FaultScript(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException naming the word that is not understood or missing
     */
    public static FaultScript parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String part : text.strip().split("\\s*,\\s*")) {
            if (!part.isEmpty()) {
                faults.add(fault(part, part.split("\\s+")));
            }
        }
        return new FaultScript(faults);
    }

    /** The script language, a line a fault. */
    public static List<String> help() {
        return Stream.of(FaultKind.values())
                .map(kind -> String.format(Locale.ROOT, "  %-" + USAGE_COLUMN + "s%s", kind.usage(), kind.meaning()))
                .toList();
    }

    private static Fault fault(String part, String[] words) {
        FaultKind kind = FaultKind.of(words[0])
                .orElseThrow(() -> new IllegalArgumentException("'" + words[0] + "' is no fault; there are "
                        + Stream.of(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "))));
        int most = switch (kind.argument()) {
            case NONE -> 1;
            case FIGURE, MOMENT -> 2;
            case RATE -> 3;
        };
        int least = Math.min(most, 2);
        if (words.length < least || words.length > most) {
            throw new IllegalArgumentException("'" + part + "' should read '" + kind.usage() + "'");
        }
        String word = most == 3 && words.length == 3 ? direction(part, words[2]) : "";
        return switch (kind.argument()) {
            case NONE -> new Fault(kind, 0, "");
            case FIGURE, RATE -> new Fault(kind, number(part, words[1]), word);
            case MOMENT -> new Fault(kind, 0, moment(part, words[1]));
        };
    }

    public boolean has(FaultKind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }

    public Optional<Double> figure(FaultKind kind) {
        return faults.stream()
                .filter(fault -> fault.kind() == kind)
                .map(Fault::figure)
                .findFirst();
    }

    /** Chance of a byte's damage in one direction. */
    public double rate(FaultKind kind, boolean toBoard) {
        String other = toBoard ? "from-board" : "to-board";
        return faults.stream()
                .filter(fault -> fault.kind() == kind && !fault.word().equals(other))
                .mapToDouble(Fault::figure)
                .max()
                .orElse(0);
    }

    public Optional<Moment> pullAt() {
        return faults.stream()
                .filter(fault -> fault.kind() == FaultKind.PULL_AT)
                .map(fault -> Moment.valueOf(fault.word()))
                .findFirst();
    }

    /** When a board is pulled. */
    public enum Moment {
        SYNC,
        ERASE,
        WRITE,
        PROVE,
        BOOT
    }

    private static String direction(String part, String word) {
        if (!word.equals("to-board") && !word.equals("from-board")) {
            throw new IllegalArgumentException("'" + word + "' in '" + part + "' is neither to-board nor from-board");
        }
        return word;
    }

    private static String moment(String part, String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        if (Stream.of(Moment.values()).noneMatch(moment -> moment.name().equals(upper))) {
            throw new IllegalArgumentException("'" + word + "' in '" + part + "' is none of "
                    + Arrays.toString(Moment.values()).toLowerCase(Locale.ROOT));
        }
        return upper;
    }

    private static double number(String part, String word) {
        try {
            return word.toLowerCase(Locale.ROOT).startsWith("0x") ? Integer.decode(word) : Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' in '" + part + "' is no number", e);
        }
    }
}
