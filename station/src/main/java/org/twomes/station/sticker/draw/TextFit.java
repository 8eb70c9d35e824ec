package org.twomes.station.sticker.draw;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.LabelFields;
import org.twomes.station.sticker.LabelRules;
import org.twomes.station.sticker.OwnPayload;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.DesignPicture;
import org.twomes.station.sticker.template.LabelDesign;

/** Whether a design's lines and pictures go on a label, with the longest content that is known before there is a board. */
final class TextFit {
    private static final String SLOT = "A16";
    private static final String PLACE = "line-1-0007/65";

    private final Typeface regular = Typeface.regular();
    private final Typeface bold = Typeface.bold();
    private final LabelText text = new LabelText(regular, bold);
    private final String label;
    private final LabelRules rules;

    /** {@code label} says which labels they are, in complaints. */
    TextFit(String label, LabelRules rules) {
        this.label = label;
        this.rules = rules;
    }

    /** Refuses what does not fit into {@code space}. */
    void check(Box space, boolean centred, String longestToken) {
        LabelDesign design = rules.design();
        LabelPlan plan = LabelPlan.of(design, space);
        design.logo().ifPresent(logo -> wide("logo", logo, space));
        design.marks().ifPresent(marks -> wide("marks", marks, space));
        List<String> products = rules.products().isEmpty() ? List.of("") : rules.products();
        for (String product : products) {
            LabelContent longest = new LabelContent(
                    "D".repeat(rules.longestName()),
                    "",
                    SLOT,
                    Instant.EPOCH.atZone(ZoneOffset.UTC),
                    Optional.empty(),
                    false,
                    Map.of(),
                    OwnPayload.NONE);
            LabelFields fields = LabelFields.of(longest, PLACE, product, longestToken);
            Optional<List<TextRun>> runs =
                    text.whole(new LabelText.Wording(design, fields, centred, false), plan.text());
            if (runs.isEmpty()) {
                throw tooSmall(String.format(
                        Locale.ROOT,
                        "the lines do not fit at their least sizes into %.1f x %.1f mm%s",
                        plan.text().width(),
                        plan.text().height(),
                        product.isEmpty() ? "" : ", with the product name '" + product + "' (sticker.names)"));
            }
            if (design.showsPop()
                    && runs.get().stream().noneMatch(run -> run.text().contains(longestToken))) {
                throw tooSmall("the proof of possession does not go on one line");
            }
        }
    }

    private void wide(String key, DesignPicture picture, Box space) {
        if (picture.widthMm() > space.width()) {
            throw tooSmall(String.format(
                    Locale.ROOT,
                    "the place of %s is %.1f mm wide, and there are %.1f mm",
                    key,
                    picture.widthMm(),
                    space.width()));
        }
    }

    private FaultException tooSmall(String what) {
        return new FaultException(
                FaultCode.LABEL_TOO_SMALL,
                label + ", label design " + rules.design().code() + ": " + what);
    }
}
