package org.twomes.station.cli.common;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How many rows a list has, and whether it is a table for people, CSV or JSON. */
public final class RowsOption {
    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most rows (default ${DEFAULT-VALUE}).")
    private int limit;

    /** Output format. */
    static final class Form {
        @Option(names = "--csv", description = "As CSV.")
        private boolean csv;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;
    }

    /** Most rows. */
    public int limit() {
        return limit;
    }

    /** Whether the rows are for a program, which takes values that are no text. */
    public boolean json() {
        return form.json;
    }

    /** Prints {@code rows}, whose keys are the {@code columns}. */
    public void print(PrintWriter out, List<String> columns, List<Map<String, Object>> rows) {
        if (form.json) {
            out.println(Json.text(rows));
        } else if (form.csv) {
            out.print(Table.csv(columns, rows));
        } else {
            out.print(Table.text(columns, rows));
        }
        out.flush();
    }
}
