package org.twomes.station.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows for people (aligned) and for spreadsheets (CSV, RFC 4180). */
final class Table {
    private Table() {}

    static String text(List<String> columns, List<Map<String, Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (Map<String, Object> row : rows) {
            lines.add(columns.stream()
                    .map(column -> String.valueOf(row.getOrDefault(column, "")))
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

    static String csv(List<String> columns, List<Map<String, Object>> rows) {
        StringBuilder out = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (Map<String, Object> row : rows) {
            List<String> cells = columns.stream()
                    .map(column -> cell(String.valueOf(row.getOrDefault(column, ""))))
                    .toList();
            out.append(String.join(",", cells)).append("\r\n");
        }
        return out.toString();
    }

    /** Quoted when it must be; a leading sign that a spreadsheet would take for a formula is defused. */
    private static String cell(String value) {
        String safe = !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quote = safe.contains(",") || safe.contains("\"") || safe.contains("\n") || safe.contains("\r");
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
