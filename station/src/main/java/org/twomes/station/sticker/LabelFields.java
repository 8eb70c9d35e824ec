package org.twomes.station.sticker;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import org.twomes.station.sticker.draw.Paragraph;
import org.twomes.station.sticker.template.LabelDesign;

/** The values of the fields in one label's lines. {@code values} is by field; one that is not there is empty. */
public record LabelFields(Map<String, String> values) {
    /** Start of the names of fields that each installation has of its own. */
    public static final String OWN = "data.";

    private static final String DATE = "date";
    private static final String TIME = "time";
    private static final String DATE_CODE = "datecode";
    private static final String POSITION = "position";

    /** The fields that every label has. */
    public static final List<String> NAMES = List.of(
            "name",
            LabelDesign.POP,
            "type",
            "product",
            LabelContent.FIRMWARE,
            DATE,
            TIME,
            DATE_CODE,
            "slot",
            POSITION,
            OWN + "FIELD");

    /** Never cut: a part of them says something else. */
    private static final List<String> WHOLE = List.of(LabelDesign.POP, DATE, TIME, DATE_CODE);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Year and week of ISO 8601 in two digits each, as date codes on electronics are. */
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYww", Locale.UK);

    /** Copies the values. */
    public LabelFields {
        values = Map.copyOf(values);
    }

    /** Whether there is such a field. */
    public static boolean known(String field) {
        return NAMES.contains(field) || field.startsWith(OWN);
    }

    /**
     * The fields of a label.
     *
     * @param place the sheet's number and the position
     * @param product name of the device type for people
     * @param pop what is shown as proof of possession
     */
    public static LabelFields of(LabelContent content, String place, String product, String pop) {
        ZonedDateTime at = content.at();
        Map<String, String> values = new HashMap<>(content.more());
        values.put("name", content.name());
        values.put(LabelDesign.POP, pop);
        values.put("type", content.deviceType());
        values.put("product", product);
        values.put(DATE, DAY.format(at));
        values.put(TIME, CLOCK.format(at));
        values.put(DATE_CODE, WEEK.format(at));
        values.put("slot", content.slot());
        values.put(POSITION, place);
        return new LabelFields(values);
    }

    /** The text with its fields filled in, each cut in its middle to at most {@code most} characters where it may be cut. */
    public String filled(String text, int most) {
        return LabelDesign.FIELD
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), most)));
    }

    private String value(String field, int most) {
        String value = values.getOrDefault(field, "");
        if (WHOLE.contains(field)) {
            return value;
        }
        return Paragraph.shortened(value, field.equals(POSITION) ? Math.max(most, value.length() / 2) : most);
    }
}
