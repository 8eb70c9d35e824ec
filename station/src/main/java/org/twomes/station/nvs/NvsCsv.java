package org.twomes.station.nvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.OutsideText;

/**
 * Makes a partition of Espressif's CSV of one device (ESP-IDF, "NVS Partition Generator Utility"): a header {@code key,type,encoding,value},
 * then a row for each namespace and value. The type is {@code namespace}, {@code data} or {@code file}; the value of a file is its
 * path, relative to the folder of the CSV. Keys of the Wi-Fi driver bring the entries that the generator derives from them.
 */
public final class NvsCsv {
    private static final List<String> COLUMNS = List.of("key", "type", "encoding", "value");
    private static final int KEY = 0;
    private static final int TYPE = 1;
    private static final int ENCODING = 2;
    private static final int VALUE = 3;

    private final Path csv;
    private final String file;
    private final NvsWriter writer;
    private final Map<String, Integer> lines = new HashMap<>();
    private final NvsWifiKeys wifi = new NvsWifiKeys();
    private String namespace = "";

    private NvsCsv(Path csv, NvsWriter writer) {
        this.csv = csv;
        this.file = OutsideText.line(String.valueOf(csv.getFileName()), OutsideText.NAME);
        this.writer = writer;
    }

    /**
     * The partition of {@code size} bytes that {@code csv} describes.
     *
     * @throws NvsCsvException when it describes none
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException for a size that is not possible; see {@link NvsWriter#NvsWriter}
     */
    public static byte[] partition(Path csv, int size) throws NvsCsvException, IOException {
        return partition(csv, Files.readAllBytes(csv), size);
    }

    /** As above, of the {@code content} of {@code csv}. */
    static byte[] partition(Path csv, byte[] content, int size) throws NvsCsvException {
        NvsWriter writer = new NvsWriter(size);
        new NvsCsv(csv, writer).read(content);
        return writer.partition();
    }

    private void read(byte[] bytes) throws NvsCsvException {
        List<List<NvsCell>> rows = NvsCells.read(file, bytes);
        if (rows.isEmpty()) {
            throw problem(1, 1, "", "the file is empty: it starts with the line key,type,encoding,value");
        }
        List<String> header = rows.get(0).stream().map(NvsCell::text).toList();
        if (!header.equals(COLUMNS)) {
            throw problem(
                    rows.get(0).get(0).line(),
                    1,
                    "",
                    "the header is not the line key,type,encoding,value, without blanks");
        }
        for (List<NvsCell> row : rows.subList(1, rows.size())) {
            row(row);
        }
    }

    private void row(List<NvsCell> row) throws NvsCsvException {
        NvsCell first = row.get(KEY);
        String key = OutsideText.line(first.text(), OutsideText.NAME);
        if (row.size() > COLUMNS.size()) {
            NvsCell extra = row.get(COLUMNS.size());
            throw problem(extra, key, "the line has more than four cells; put a value with a comma between quotes");
        }
        String type = cell(row, TYPE).text();
        switch (type) {
            case "namespace" -> namespace(row, key);
            case "data", "file" -> value(row, key, type.equals("file"));
            default ->
                throw problem(
                        cell(row, TYPE),
                        key,
                        "the type is none of namespace, data and file; mind blanks around the commas");
        }
    }

    private void namespace(List<NvsCell> row, String key) throws NvsCsvException {
        for (int column : new int[] {ENCODING, VALUE}) {
            if (!cell(row, column).text().isEmpty()) {
                throw problem(cell(row, column), key, "a namespace has no " + COLUMNS.get(column));
            }
        }
        try {
            writer.namespace(row.get(KEY).text());
        } catch (IllegalArgumentException e) {
            throw problem(row.get(KEY), key, String.valueOf(e.getMessage()));
        }
        namespace = row.get(KEY).text();
    }

    private void value(List<NvsCell> row, String key, boolean file) throws NvsCsvException {
        NvsCell encoding = cell(row, ENCODING);
        if (!NvsEncoding.known(encoding.text())) {
            throw problem(encoding, key, "the encoding is none of " + NvsEncoding.ALL);
        }
        Integer before = lines.putIfAbsent(namespace + "/" + key, row.get(KEY).line());
        if (before != null) {
            throw problem(
                    row.get(KEY),
                    key,
                    "line " + before + " gives this key of namespace '" + namespace + "' a value already");
        }
        NvsCell cell = cell(row, VALUE);
        NvsValue value;
        try {
            value = NvsEncoding.value(
                    encoding.text(), file ? content(cell, key) : cell.text().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw problem(cell, key, (file ? "the content of the file " : "the value ") + e.getMessage());
        }
        try {
            put(row.get(KEY).text(), value);
        } catch (IllegalArgumentException e) {
            throw problem(row.get(KEY), key, String.valueOf(e.getMessage()));
        }
    }

    private void put(String key, NvsValue value) {
        wifi.before(key, value.text()).forEach(writer::put);
        writer.put(key, value);
        wifi.after(key).forEach(writer::put);
    }

    private byte[] content(NvsCell cell, String key) throws NvsCsvException {
        try {
            return NvsFileCell.content(csv, cell);
        } catch (IOException e) {
            throw problem(cell, key, String.valueOf(e.getMessage()));
        }
    }

    /** A cell of the row; an empty one at the end of a line that is shorter. */
    private static NvsCell cell(List<NvsCell> row, int column) {
        if (column < row.size()) {
            return row.get(column);
        }
        NvsCell last = row.get(row.size() - 1);
        return new NvsCell(last.line(), last.column(), "");
    }

    private NvsCsvException problem(NvsCell cell, String key, String message) {
        return problem(cell.line(), cell.column(), key, message);
    }

    private NvsCsvException problem(int line, int column, String key, String message) {
        return new NvsCsvException(new ConfigProblem(file, line, column, key, message));
    }
}
