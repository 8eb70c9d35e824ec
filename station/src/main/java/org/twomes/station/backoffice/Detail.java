package org.twomes.station.backoffice;

import java.util.regex.Pattern;
import org.twomes.station.config.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes words of others fit to be shown: one line, short, and without a secret that they may echo. */
final class Detail {
    private static final int MOST_CHARACTERS = 200;
    /** A proxy's page about an error may show the request's head, and with it the admin token. */
    private static final Pattern AUTHORISATION = Pattern.compile("(?i)\\b(bearer)\\s+[!-~]+");

    private Detail() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        return shortened(message == null ? cause.getClass().getSimpleName() : message);
    }

    /** {@code text} with every occurrence of {@code secret} hidden. */
    static String of(String text, Secret secret) {
        String hidden = secret.reveal();
        return shortened(hidden.isEmpty() ? text : text.replace(hidden, secret.toString()));
    }

    private static String shortened(String text) {
        String line = AUTHORISATION
                .matcher(text.replaceAll("[^\\x20-\\x7e\\u00a0-\\ud7ff]+", " ").strip())
                .replaceAll("$1 ******");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
    }

    /** The JSON in {@code text}, or a missing node when it is none. */
    static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode();
        }
    }
}
