package org.twomes.station.nvs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.twomes.station.common.ConfigProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** The rows of a CSV (RFC 4180, UTF-8) with the place of each cell. Blank lines and lines that start with {@code #} are left out. */
final class NvsCells {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private NvsCells() {}

    static List<List<NvsCell>> read(String file, byte[] bytes) throws NvsCsvException {
        String text = text(file, bytes);
        CsvFactory csv = CsvFactory.builder()
                .enable(CsvReadFeature.SKIP_EMPTY_LINES, CsvReadFeature.ALLOW_COMMENTS)
                .build();
        List<List<NvsCell>> rows = new ArrayList<>();
        try (JsonParser parser = csv.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    rows.add(new ArrayList<>());
                } else if (token == JsonToken.VALUE_STRING) {
                    TokenStreamLocation place = parser.currentTokenLocation();
                    rows.get(rows.size() - 1)
                            .add(new NvsCell(place.getLineNr(), place.getColumnNr(), parser.getString()));
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            int line = place == null ? 0 : Math.max(0, place.getLineNr());
            int column = place == null ? 0 : Math.max(0, place.getColumnNr());
            // The library's message may quote the text.
            throw new NvsCsvException(new ConfigProblem(
                    file,
                    line,
                    column,
                    "",
                    "this is no CSV: look for a quote that does not end, or that text follows"));
        }
        return rows;
    }

    private static String text(String file, byte[] bytes) throws NvsCsvException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new NvsCsvException(
                    new ConfigProblem(file, 0, 0, "", "this is not UTF-8: save it as a CSV in UTF-8"));
        }
    }
}
