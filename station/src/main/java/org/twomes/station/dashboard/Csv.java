package org.twomes.station.dashboard;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated text (RFC 4180) that a spreadsheet opens without taking a cell for a formula. */
final class Csv {
    private static final String LINE_END = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    /** A table with these column names. */
    Csv(String... columns) {
        row((Object[]) columns);
    }

    Csv row(Object... cells) {
        List<String> quoted = new ArrayList<>();
        for (Object cell : cells) {
            quoted.add(cell instanceof Number ? cell.toString() : quote(String.valueOf(cell)));
        }
        text.append(String.join(",", quoted)).append(LINE_END);
        return this;
    }

    String text() {
        return text.toString();
    }

    private static String quote(String cell) {
        String safe = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
