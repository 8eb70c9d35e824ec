package org.twomes.station.sticker.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A question for {@code ipptool}, CUPS' own IPP client, whose answer is a line of values.
 *
 * @param operation of RFC 8011, such as Get-Job-Attributes
 * @param target its operation attribute that names the object, such as job-uri
 * @param attributes what is asked; only the last may have free text
 */
record IppQuestion(String operation, String target, List<String> attributes) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** How a job stands (RFC 8011 5.3.7), and what the printer last said of it. */
    static final IppQuestion JOB =
            new IppQuestion("Get-Job-Attributes", "job-uri", List.of("job-state", "job-printer-state-message"));

    /** State of a printer (RFC 8011 5.4.11), why, and its own message. */
    static final IppQuestion PRINTER = new IppQuestion(
            "Get-Printer-Attributes",
            "printer-uri",
            List.of("printer-state", "printer-state-reasons", "printer-state-message"));

    /** The question in the language of ipptoolfile(5). */
    String text() {
        StringBuilder text = new StringBuilder("{\nOPERATION " + operation + "\nGROUP operation-attributes-tag\n"
                + "ATTR charset attributes-charset utf-8\nATTR language attributes-natural-language en\nATTR uri "
                + target + " $uri\nATTR keyword requested-attributes " + String.join(",", attributes) + "\n");
        attributes.forEach(name -> text.append("DISPLAY ").append(name).append('\n'));
        return text.append("}\n").toString();
    }

    /** The values out of what {@code ipptool -c} (CSV) answered; empty when there is no such object. */
    Optional<List<String>> values(String answer) {
        return answer.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(IppQuestion::fields)
                .filter(values -> values.size() == attributes.size());
    }

    /** ipptool quotes a field with separators in it, and puts a backslash before quotes and backslashes inside, twice. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(plain(field));
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(plain(field));
        return List.copyOf(fields);
    }

    private static String plain(CharSequence field) {
        return ESCAPED.matcher(field).replaceAll("$1");
    }
}
