package org.twomes.station.sticker.template;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a label says beside its QR code.
 *
 * @param code its name, e.g. {@code internal}
 * @param lines from top to bottom
 * @param logo above the text
 * @param marks below the text: CE and the like
 */
public record LabelDesign(
        String code, List<DesignLine> lines, Optional<DesignPicture> logo, Optional<DesignPicture> marks) {
    /** A field in a line: its name in braces. */
    public static final Pattern FIELD = Pattern.compile("\\{([A-Za-z][A-Za-z0-9._-]*)\\}");

    /** The field that is the proof of possession. */
    public static final String POP = "pop";

    /** Copies the list. */
    public LabelDesign {
        lines = List.copyOf(lines);
    }

    /** Whether it says the proof of possession in readable text. */
    public boolean showsPop() {
        return lines.stream().anyMatch(line -> line.text().contains("{" + POP + "}"));
    }
}
