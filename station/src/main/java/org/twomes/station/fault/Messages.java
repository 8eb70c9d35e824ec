package org.twomes.station.fault;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The program's texts in one language, from {@code messages.properties} (English) and the translations beside it. What a
 * translation lacks comes in English. A placeholder is a fact's name in braces. Any thread may use it.
 */
public final class Messages {
    private static final String BUNDLE = "org.twomes.station.messages";

    private static final String BOARD_IS_FINE = "remedy.boardIsFine";

    private static final Messages ENGLISH = in(Locale.ROOT);

    private final ResourceBundle texts;

    private Messages(ResourceBundle texts) {
        this.texts = texts;
    }

    /** The texts in English. */
    public static Messages english() {
        return ENGLISH;
    }

    /** The languages that there is a translation into. */
    public static List<Locale> translations() {
        return List.of(Locale.forLanguageTag("nl"));
    }

    /** Texts in the language of {@code locale}, never in that of the machine; English where there is no translation. */
    public static Messages in(Locale locale) {
        ResourceBundle.Control noFallback =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Messages(ResourceBundle.getBundle(BUNDLE, locale, noFallback));
    }

    /** What happened, as people read it. */
    public String sentence(FaultCode code) {
        return text("fault." + code.texts().name() + ".sentence");
    }

    /** What to do about it; placeholders stay as they are. */
    public String remedy(FaultCode code) {
        return remedy(code, Map.of());
    }

    /** What to do about it, with {@code facts} in place of the placeholders. */
    public String remedy(FaultCode code, Map<String, String> facts) {
        String text = text("fault." + code.texts().name() + ".remedy");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    /** What to do with a finished board while the ledger is in trouble. */
    public String boardIsFine() {
        return text(BOARD_IS_FINE);
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
