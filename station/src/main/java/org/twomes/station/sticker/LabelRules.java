package org.twomes.station.sticker;

import java.util.List;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.sticker.template.LabelDesign;
import org.twomes.station.sticker.template.LabelDesigns;

/**
 * What labels say, and the longest that must fit on them.
 *
 * @param design what they say beside the QR code
 * @param longestName characters in the longest name that a label may carry
 * @param products the names for people that a label may carry
 * @param password what the QR payloads say as such
 */
public record LabelRules(LabelDesign design, int longestName, List<String> products, Optional<Secret> password) {
    /** Copies the list. */
    public LabelRules {
        products = List.copyOf(products);
    }

    /** The usual labels, with names of so many characters. */
    public static LabelRules usual(int longestName) {
        return new LabelRules(LabelDesigns.usual(), longestName, List.of(), Optional.empty());
    }
}
