package org.twomes.station.nvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.OutsideText;

/**
 * Values of many devices, a row each, in the two files of Espressif's mass manufacturing (ESP-IDF, "Manufacturing Utility"). The
 * configuration has a row {@code key,type,encoding[,REPEAT]} for each namespace and key, without a header, and begins with a
 * namespace. The values have a header with these keys in this order, among which other columns may stand that are not written to
 * the device; a key with {@code REPEAT} keeps the last value that a row above has given.
 */
public final class NvsUnitTable {
    private static final int KEY = 0;
    private static final int TYPE = 1;
    private static final int ENCODING = 2;
    private static final int REPEAT = 3;
    private static final String REPEATED = "REPEAT";

    private final Path values;
    private final List<NvsUnitKey> keys;

    private NvsUnitTable(Path values, List<NvsUnitKey> keys) {
        this.values = values;
        this.keys = keys;
    }

    /**
     * The rows of {@code values}, each checked to be writable.
     *
     * @param format the configuration
     * @throws NvsCsvException when one of the files is not right; the message never quotes a value
     * @throws IOException when one cannot be read
     */
    public static List<NvsUnitRow> read(Path format, Path values) throws NvsCsvException, IOException {
        List<NvsUnitKey> keys = keys(name(format), NvsCells.read(name(format), Files.readAllBytes(format)));
        return new NvsUnitTable(values, keys).rows(NvsCells.read(name(values), Files.readAllBytes(values)));
    }

    private static String name(Path file) {
        return OutsideText.line(String.valueOf(file.getFileName()), OutsideText.NAME);
    }

    private static List<NvsUnitKey> keys(String file, List<List<NvsCell>> rows) throws NvsCsvException {
        List<NvsUnitKey> keys = new ArrayList<>();
        String namespace = "";
        for (List<NvsCell> row : rows) {
            NvsCell first = row.get(KEY);
            String type = row.size() > TYPE ? row.get(TYPE).text() : "";
            try {
                if (type.equals("namespace")) {
                    namespace = NvsKey.checked("namespace", first.text());
                    continue;
                }
                NvsKey.checked("key", first.text());
            } catch (IllegalArgumentException e) {
                throw problem(file, first, first.text(), String.valueOf(e.getMessage()));
            }
            if (namespace.isEmpty()) {
                throw problem(file, first, first.text(), "the first line is a namespace: NAME,namespace,");
            }
            keys.add(key(file, namespace, row, type));
        }
        if (keys.isEmpty()) {
            throw problem(file, new NvsCell(1, 1, ""), "", "no key is named: lines are KEY,data,ENCODING");
        }
        return keys;
    }

    private static NvsUnitKey key(String file, String namespace, List<NvsCell> row, String type)
            throws NvsCsvException {
        NvsCell first = row.get(KEY);
        if (!type.equals("data") && !type.equals("file")) {
            throw problem(file, first, first.text(), "the type is none of namespace, data and file");
        }
        String encoding = row.size() > ENCODING ? row.get(ENCODING).text() : "";
        if (!NvsEncoding.known(encoding)) {
            throw problem(file, first, first.text(), "the encoding is none of " + NvsEncoding.ALL);
        }
        String repeat = row.size() > REPEAT ? row.get(REPEAT).text() : "";
        if (!repeat.isEmpty() && !repeat.equals(REPEATED)) {
            throw problem(file, row.get(REPEAT), first.text(), "the fourth cell is REPEAT or nothing");
        }
        return new NvsUnitKey(namespace, first.text(), encoding, type.equals("file"), repeat.equals(REPEATED));
    }

    private List<NvsUnitRow> rows(List<List<NvsCell>> cells) throws NvsCsvException {
        if (cells.isEmpty()) {
            throw problem(name(values), new NvsCell(1, 1, ""), "", "the file is empty: it starts with a line of keys");
        }
        List<NvsCell> header = cells.get(0);
        List<Integer> columns = columns(header);
        Map<Integer, NvsCell> repeated = new HashMap<>();
        Map<List<String>, Integer> seen = new HashMap<>();
        List<NvsUnitRow> rows = new ArrayList<>();
        for (List<NvsCell> row : cells.subList(1, cells.size())) {
            if (row.size() > header.size()) {
                NvsCell extra = row.get(header.size());
                throw problem(name(values), extra, "", "the line has more cells than the header");
            }
            NvsUnitRow unit = row(header, columns, row, repeated);
            Integer before = seen.putIfAbsent(List.copyOf(unit.cells().values()), unit.line());
            if (before != null) {
                throw problem(
                        name(values), row.get(0), "", "this is line " + before + " once more; a row is for one device");
            }
            rows.add(unit);
        }
        return rows;
    }

    private NvsUnitRow row(
            List<NvsCell> header, List<Integer> columns, List<NvsCell> row, Map<Integer, NvsCell> repeated)
            throws NvsCsvException {
        int line = row.get(0).line();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            texts.putIfAbsent(header.get(i).text(), row.get(i).text());
        }
        List<NvsUnitRow.Value> written = new ArrayList<>();
        NvsWriter trial = new NvsWriter(NvsFormat.MOST_BYTES);
        NvsWifiKeys wifi = new NvsWifiKeys();
        for (int i = 0; i < keys.size(); i++) {
            NvsUnitKey key = keys.get(i);
            NvsCell cell = cell(row, columns.get(i), line);
            if (key.repeat()) {
                cell = cell.text().isEmpty() ? repeated.getOrDefault(i, cell) : cell;
                repeated.put(i, cell);
                texts.put(key.key(), cell.text());
            }
            NvsUnitRow.Value value = new NvsUnitRow.Value(key.namespace(), key.key(), value(key, cell));
            put(trial, wifi, value, cell);
            written.add(value);
        }
        return new NvsUnitRow(line, texts, written);
    }

    /** Column of each key, in the keys' order. */
    private List<Integer> columns(List<NvsCell> header) throws NvsCsvException {
        List<Integer> columns = new ArrayList<>();
        int from = 0;
        for (NvsUnitKey key : keys) {
            int at = from;
            while (at < header.size() && !header.get(at).text().equals(key.key())) {
                at++;
            }
            if (at == header.size()) {
                throw problem(
                        name(values),
                        header.get(0),
                        key.key(),
                        "the header does not have this key, or not in the order of the configuration");
            }
            columns.add(at);
            from = at + 1;
        }
        return columns;
    }

    /** A cell of the row; an empty one where the line is shorter. */
    private static NvsCell cell(List<NvsCell> row, int column, int line) {
        return column < row.size()
                ? row.get(column)
                : new NvsCell(line, row.get(row.size() - 1).column(), "");
    }

    private NvsValue value(NvsUnitKey key, NvsCell cell) throws NvsCsvException {
        try {
            byte[] content =
                    key.file() ? NvsFileCell.content(values, cell) : cell.text().getBytes(StandardCharsets.UTF_8);
            return NvsEncoding.value(key.encoding(), content);
        } catch (IllegalArgumentException e) {
            String what = key.file() ? "the content of the file " : "the value ";
            throw problem(name(values), cell, key.key(), what + e.getMessage());
        } catch (IOException e) {
            throw problem(name(values), cell, key.key(), String.valueOf(e.getMessage()));
        }
    }

    private void put(NvsWriter trial, NvsWifiKeys wifi, NvsUnitRow.Value value, NvsCell cell) throws NvsCsvException {
        try {
            value.putInto(trial, wifi);
        } catch (IllegalArgumentException e) {
            throw problem(name(values), cell, value.key(), String.valueOf(e.getMessage()));
        }
    }

    private static NvsCsvException problem(String file, NvsCell cell, String key, String message) {
        return new NvsCsvException(
                new ConfigProblem(file, cell.line(), cell.column(), OutsideText.line(key, OutsideText.NAME), message));
    }
}
