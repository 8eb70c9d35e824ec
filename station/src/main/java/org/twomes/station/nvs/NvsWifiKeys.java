package org.twomes.station.nvs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The entries that Espressif's generator adds to the keys of ESP-IDF's Wi-Fi driver ({@code write_entry} in
 * {@code nvs_partition_gen.py}): those of a station once, and the derived key of an access point with a password.
 */
final class NvsWifiKeys {
    private static final String STATION_NAME = "sta.ssid";
    private static final String STATION_PASSWORD = "sta.pswd";
    private static final String POINT_NAME = "ap.ssid";
    private static final String POINT_PASSWORD = "ap.passwd";
    private static final String POINT_MODE = "ap.authmode";
    private static final String OPEN = "0";

    /** Bytes before the key in {@code ap.pmk_info}. */
    private static final int KEY_INFO_HEAD = 100;

    private static final int KEY_BYTES = 32;
    private static final int STATION_INFO_BYTES = 140;
    private static final int STATION_SWITCH_BYTES = 2;
    /** IEEE 802.11, the mapping of a pass phrase to a key. */
    private static final int ROUNDS = 4096;

    private final Map<String, String> point = new HashMap<>();
    private boolean stationExtended;

    /** What goes before the value {@code text} of {@code key}. */
    Map<String, NvsValue> before(String key, String text) {
        boolean ofPoint = key.equals(POINT_NAME) || key.equals(POINT_PASSWORD) || key.equals(POINT_MODE);
        if (ofPoint && !text.isEmpty() && !(key.equals(POINT_MODE) && text.equals(OPEN))) {
            point.put(key, text);
            String name = point.get(POINT_NAME);
            String password = point.get(POINT_PASSWORD);
            if (name != null && password != null && point.containsKey(POINT_MODE)) {
                return Map.of("ap.pmk_info", new NvsValue.Blob(keyInfo(name, password)));
            }
        }
        return Map.of();
    }

    /** What goes behind the value of {@code key}. */
    Map<String, NvsValue> after(String key) {
        Map<String, NvsValue> entries = new LinkedHashMap<>();
        if ((key.equals(STATION_NAME) || key.equals(STATION_PASSWORD)) && !stationExtended) {
            stationExtended = true;
            byte[] info = new byte[STATION_INFO_BYTES];
            Arrays.fill(info, (byte) 0xFF);
            entries.put("sta.apinfo", new NvsValue.Blob(info));
            entries.put("sta.pmk", new NvsValue.Blob(new byte[KEY_BYTES]));
            entries.put("sta.apsw", new NvsValue.Blob(new byte[STATION_SWITCH_BYTES]));
        }
        return entries;
    }

    private static byte[] keyInfo(String name, String password) {
        PBEKeySpec phrase = new PBEKeySpec(
                password.toCharArray(), name.getBytes(StandardCharsets.UTF_8), ROUNDS, KEY_BYTES * Byte.SIZE);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                    .generateSecret(phrase)
                    .getEncoded();
            byte[] info = new byte[KEY_INFO_HEAD + KEY_BYTES];
            System.arraycopy(key, 0, info, KEY_INFO_HEAD, KEY_BYTES);
            return info;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA1", e);
        } finally {
            phrase.clearPassword();
        }
    }
}
