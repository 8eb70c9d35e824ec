package org.twomes.station.backoffice;

import java.util.regex.Pattern;
import org.twomes.station.common.SecretJson;
import org.twomes.station.common.SecretMask;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Makes text from others fit to be shown: one line, short, and without a secret that they may echo. */
final class Redactor {
    /** A proxy's page about an error may show the request's head, with credentials that are not ours to know. */
    private static final Pattern AUTHORISATION =
            Pattern.compile("(?i)\\b(bearer|basic|digest|negotiate)\\s+(?!\\*)[!-~]{4,}");
    /** A tag of HTML or XML. */
    private static final Pattern TAG = Pattern.compile("<[/!?]?[A-Za-z]");

    private Redactor() {}

    /** Whether {@code text} is a page for browsers, which says nothing to somebody who reads it as text. */
    static boolean isPage(String text) {
        return TAG.matcher(text).find();
    }

    /** What a library says of a failed call, in which it may quote the other side. */
    static String of(Throwable cause, SecretMask mask) {
        String message = cause.getMessage();
        return of(message == null ? cause.getClass().getSimpleName() : message, mask);
    }

    /** What the other side says. */
    static String of(String text, SecretMask mask) {
        return mask.line(AUTHORISATION.matcher(mask.mask(text)).replaceAll("$1 " + SecretMask.MASK));
    }

    /** The JSON in {@code text}, or a missing node when it is none. */
    static JsonNode json(String text) {
        try {
            return SecretJson.mapper().readTree(text);
        } catch (JacksonException e) {
            return SecretJson.mapper().missingNode();
        }
    }
}
