package org.twomes.station.nvs;

import java.util.List;
import java.util.Locale;

/**
 * One value with its place in the store.
 *
 * @param namespace 1 to 15 characters of ASCII
 * @param key likewise
 * @param value what is stored
 */
public record NvsEntry(String namespace, String key, NvsValue value) {
    /**
     * Keys that firmware uses for secrets: the activation token and the session token of Twomes firmware, and Wi-Fi passwords and
     * keys of ESP-IDF ({@code sta.pswd}, {@code sta.pmk}, {@code sta.apsw}, {@code ap.passwd}, {@code ap.pmk_info}).
     */
    private static final List<String> SECRET_KEYS = List.of("dat", "bearer", "pop", "pin", "sta.apsw");

    private static final List<String> SECRET_PARTS =
            List.of("pass", "pswd", "pwd", "secret", "token", "pmk", "psk", "priv", "key");

    /** Whether the key's name says that the value is a secret: a token, a password, a key. */
    public boolean secret() {
        return secret(key);
    }

    /** Whether a key or column of this name holds secrets, as far as the name tells. */
    public static boolean secret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return SECRET_KEYS.contains(name) || SECRET_PARTS.stream().anyMatch(name::contains);
    }
}
