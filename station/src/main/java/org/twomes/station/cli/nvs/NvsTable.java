package org.twomes.station.cli.nvs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.cli.common.Table;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsPartition;
import org.twomes.station.nvs.NvsValue;

/** A partition's values as rows, with those of secret keys masked unless they are asked for. */
record NvsTable(NvsPartition partition, boolean secrets) {
    static final String MASK = "******";

    private static final List<String> COLUMNS = List.of("namespace", "key", "type", "size", "value");
    /** Characters of a value that stand in a line of text. */
    private static final int LONGEST = 64;

    /** For people. */
    String text() {
        List<Map<String, Object>> rows = rows();
        rows.forEach(row -> row.computeIfPresent("value", (key, value) -> cut(value.toString())));
        StringBuilder text = new StringBuilder(Table.text(COLUMNS, rows));
        text.append('\n')
                .append(count(rows.size(), "value", "values"))
                .append(" in ")
                .append(partition.usedPages())
                .append(" of ")
                .append(count(partition.pages(), "page", "pages"));
        if (partition.erased() > 0) {
            text.append("; ")
                    .append(count(partition.erased(), "entry is", "entries are"))
                    .append(" erased");
        }
        long masked = secrets
                ? 0
                : partition.entries().stream().filter(NvsEntry::secret).count();
        if (masked > 0) {
            text.append("; ").append(count(masked, "value is", "values are")).append(" masked (--secrets shows them)");
        }
        return text.append(".\n").toString();
    }

    /** One row for each value, in the order of the partition. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (NvsEntry entry : partition.entries()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("namespace", entry.namespace());
            row.put("key", entry.key());
            row.put("type", entry.value().type());
            row.put("size", size(entry.value()));
            row.put("value", entry.secret() && !secrets ? MASK : entry.value().text());
            rows.add(row);
        }
        return rows;
    }

    /** {@code 1 page}, {@code 2 pages}. */
    static String count(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    /** In bytes; nothing for a number, whose type says it. */
    private static Object size(NvsValue value) {
        if (value instanceof NvsValue.Blob blob) {
            return blob.bytes().length;
        }
        return value instanceof NvsValue.Text text ? text.text().getBytes(StandardCharsets.UTF_8).length : "";
    }

    private static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }
}
