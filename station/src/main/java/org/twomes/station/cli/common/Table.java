package org.twomes.station.cli.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.Csv;
import org.twomes.station.common.OutsideText;

/** Rows for people (aligned) and for spreadsheets (CSV, RFC 4180). */
public final class Table {
    /** A failure's detail is shorter; what is longer is no table any more. */
    private static final int WIDEST = 1000;

    private Table() {}

    /**
     * The rows under a heading, two spaces between columns, without control characters.
     *
     * @param columns keys of the rows, in the order of the columns; a row without one has an empty cell there
     */
    public static String text(List<String> columns, List<Map<String, Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (Map<String, Object> row : rows) {
            lines.add(columns.stream()
                    .map(column -> cell(row.getOrDefault(column, "")))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    /** What would break the row or the terminal is taken out before its width is counted. */
    private static String cell(Object value) {
        return OutsideText.line(String.valueOf(value), WIDEST);
    }

    /** The same as CSV with a heading (RFC 4180); a cell that a spreadsheet would take for a formula begins with an apostrophe. */
    public static String csv(List<String> columns, List<Map<String, Object>> rows) {
        Csv csv = new Csv(columns.toArray(String[]::new));
        for (Map<String, Object> row : rows) {
            csv.row(columns.stream().map(column -> row.getOrDefault(column, "")).toArray());
        }
        return csv.text();
    }
}
