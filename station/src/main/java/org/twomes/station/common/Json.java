package org.twomes.station.common;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for programs. */
public final class Json {
    private Json() {}

    /** On one line; a text comes out quoted. */
    public static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    /** {@code value} as JSON. */
    public static String text(Object value) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value);
    }
}
