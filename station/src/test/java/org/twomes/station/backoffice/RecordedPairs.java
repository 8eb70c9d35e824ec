package org.twomes.station.backoffice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request/response pairs recorded from the real API v1. */
final class RecordedPairs {
    /** One pair: request line, its headers and body, status, headers in lower case, response body. */
    record Pair(
            String title,
            String request,
            Map<String, String> sentHeaders,
            String sent,
            int status,
            Map<String, String> headers,
            String body) {}

    private static final Pattern SECTION = Pattern.compile("## v1: ([^\\n]*)\\n\\n```\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern INLINE =
            Pattern.compile("(POST /device) (\\{.*?\\})\\s+\\((.*?)\\)\\n--> (\\d+) (.*)");

    private RecordedPairs() {}

    static List<Pair> all() throws IOException {
        String text;
        try (InputStream in = RecordedPairs.class.getResourceAsStream("twomes-v1-responses.md")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Pair> pairs = new ArrayList<>();
        Matcher section = SECTION.matcher(text);
        while (section.find()) {
            Matcher inline = INLINE.matcher(section.group(2));
            if (inline.find()) {
                do {
                    pairs.add(new Pair(
                            inline.group(3),
                            inline.group(1),
                            Map.of("authorization", "Bearer <ADMIN_TOKEN>", "content-type", "application/json"),
                            inline.group(2),
                            Integer.parseInt(inline.group(4)),
                            Map.of("content-type", "application/json"),
                            inline.group(5)));
                } while (inline.find());
            } else if (section.group(2).contains("\n--> ")) {
                pairs.add(pair(section.group(1), section.group(2)));
            }
        }
        return pairs;
    }

    private static Pair pair(String title, String block) {
        int arrow = block.indexOf("\n--> ");
        String[] request = block.substring(0, arrow).split("\n\n", 2);
        String[] response = block.substring(arrow + 5).split("\n\n", 2);
        String[] head = response[0].split("\n");
        String[] asked = request[0].split("\n");
        return new Pair(
                title,
                asked[0].strip(),
                headers(asked),
                request.length > 1 ? request[1].strip() : "",
                Integer.parseInt(head[0].substring(0, 3)),
                headers(head),
                response.length > 1 ? response[1] : "");
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        return headers;
    }
}
