package org.twomes.station.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A board to plug: what it is and what is wrong with it, separated by commas or, as in other commands, each behind {@code --}, e.g.
 * {@code --chip esp32c3 --flash-size 16MB} or {@code flash-size 16MB, chip-revision 3.1, truncated 1}.
 *
 * @param model what it is
 * @param faults what is wrong with it
 */
public record PlugScript(BoardModel model, FaultScript faults) {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|(^|\\s+)--");

    /**
     * Reads a script for a usual board of this MAC.
     *
     * @param macTail its last three bytes
     * @throws IllegalArgumentException naming the word that is not understood or missing
     */
    public static PlugScript parse(int macTail, String text) {
        BoardModel model = BoardModel.usual(macTail);
        List<String> faults = new ArrayList<>();
        for (String part : SEPARATOR.split(text.strip())) {
            String[] words = part.split("\\s+");
            Optional<BoardTrait> trait = BoardTrait.of(words[0]);
            if (trait.isEmpty()) {
                faults.add(part);
                continue;
            }
            if (words.length != 2) {
                throw new IllegalArgumentException("'" + part + "': one value has to follow");
            }
            model = trait.get().of(model, words[1]);
        }
        return new PlugScript(model, FaultScript.parse(String.join(", ", faults)));
    }

    /** The words beside those of {@link FaultScript#help()}, a line each. */
    public static List<String> help() {
        return BoardTrait.help();
    }
}
