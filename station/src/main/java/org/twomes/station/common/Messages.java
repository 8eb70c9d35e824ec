package org.twomes.station.common;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The program's texts in one language, from {@code messages.properties} (English) and the translations beside it. What a
 * translation lacks comes in English.
 */
public final class Messages {
    private static final String BUNDLE = "org.twomes.station.messages";

    private final ResourceBundle texts;

    private Messages(ResourceBundle texts) {
        this.texts = texts;
    }

    /** Texts in the language of {@code locale}, never in that of the machine; English where there is no translation. */
    public static Messages in(Locale locale) {
        ResourceBundle.Control noFallback =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Messages(ResourceBundle.getBundle(BUNDLE, locale, noFallback));
    }

    /**
     * The text of a key.
     *
     * @throws java.util.MissingResourceException when no text has this key
     */
    public String text(String key) {
        return texts.getString(key);
    }
}
