package org.twomes.station.dashboard.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** Writes answers: JSON, CSV and refusals. */
public final class JsonAnswers {
    static final String JSON = "application/json; charset=utf-8";
    private static final String CSV = "text/csv; charset=utf-8";

    private JsonAnswers() {}

    /** Why a request was not served. */
    public record Refusal(String message) {}

    public static void json(Context context, Object value) {
        context.contentType(JSON);
        context.result(JsonText.of(value).getBytes(StandardCharsets.UTF_8));
    }

    public static void csv(Context context, String name, String text) {
        context.contentType(CSV);
        context.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        context.result(text.getBytes(StandardCharsets.UTF_8));
    }
}
