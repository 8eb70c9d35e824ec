package org.twomes.station.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong with a board, as words separated by commas:
 *
 * <pre>
 * deaf                 the loader never answers
 * wrong-mode           resets into the loader end in a run from flash
 * lose RATE            each byte in either direction is lost with this chance, e.g. lose 0.0001
 * flip RATE            one bit of a byte is flipped with this chance
 * noise-above BAUD     above this rate one byte in a hundred is damaged
 * stuck-bit OFFSET     bit 0 of the byte at this flash offset does not clear
 * dead-flash           the flash neither erases nor takes what is written
 * slow-erase           erases take the data sheet's maximum
 * silent               the firmware prints nothing
 * boot-loop            the firmware restarts for ever
 * brown-out            the firmware's start ends in the brown-out detector
 * truncated N          the first N boot logs end in the middle of the last payload
 * wrong-name           the firmware says another MAC's name
 * short-token N        the first N tokens have seven digits
 * </pre>
 */
public final class FaultScript {
    /** No fault. */
    public static final FaultScript NONE = new FaultScript(List.of());

    private static final List<String> KINDS = List.of(
            "deaf",
            "wrong-mode",
            "lose",
            "flip",
            "noise-above",
            "stuck-bit",
            "dead-flash",
            "slow-erase",
            "silent",
            "boot-loop",
            "brown-out",
            "truncated",
            "wrong-name",
            "short-token");

    private final List<Fault> faults;

    /** One fault with its figure, 0 where it has none. */
    private record Fault(String kind, double figure) {}

    private FaultScript(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException naming the word that is not understood
     */
    public static FaultScript parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String part : text.strip().split("\\s*,\\s*")) {
            if (part.isEmpty()) {
                continue;
            }
            String[] words = part.split("\\s+");
            if (!KINDS.contains(words[0])) {
                throw new IllegalArgumentException(
                        "'" + words[0] + "' is no fault; there are " + String.join(", ", KINDS));
            }
            try {
                faults.add(new Fault(words[0], words.length > 1 ? number(words[1]) : 0));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + words[1] + "' in '" + part + "' is no number", e);
            }
        }
        return new FaultScript(faults);
    }

    boolean has(String kind) {
        return faults.stream().anyMatch(fault -> fault.kind().equals(kind));
    }

    Optional<Double> figure(String kind) {
        return faults.stream()
                .filter(fault -> fault.kind().equals(kind))
                .map(Fault::figure)
                .findFirst();
    }

    private static double number(String word) {
        return word.toLowerCase(Locale.ROOT).startsWith("0x") ? Integer.decode(word) : Double.parseDouble(word);
    }
}
