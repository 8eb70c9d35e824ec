package org.twomes.station.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for programs. */
final class Json {
    private Json() {}

    /** On one line; a text comes out quoted. */
    static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    static String text(Object value) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value);
    }
}
