package org.twomes.station.common;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated text (RFC 4180) that a spreadsheet opens without taking a cell for a formula. */
public final class Csv {
    private static final String LINE_END = "\r\n";

    /** What a spreadsheet may take for the beginning of a formula, full-width forms too (OWASP, CSV injection). */
    private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";

    private static final int LONGEST_CELL = 32_767;

    private final StringBuilder text = new StringBuilder();

    /** A table with these column names. */
    public Csv(String... columns) {
        row((Object[]) columns);
    }

    /** Adds a row; numbers stay numbers, everything else is text. */
    public Csv row(Object... cells) {
        List<String> quoted = new ArrayList<>();
        for (Object cell : cells) {
            quoted.add(cell instanceof Number ? cell.toString() : quote(String.valueOf(cell)));
        }
        text.append(String.join(",", quoted)).append(LINE_END);
        return this;
    }

    /** The table so far. */
    public String text() {
        return text.toString();
    }

    private static String quote(String cell) {
        String line = OutsideText.line(cell, LONGEST_CELL);
        String safe = !line.isEmpty() && FORMULA_STARTS.indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
