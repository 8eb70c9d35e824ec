package org.twomes.station.daemon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A secret text in the forms in which bytes may give it away. */
public final class TokenForms {
    /** Digits of a shorter number turn up by chance, in times of day for one; it counts where it stands alone. */
    private static final int LONG = 8;

    private final Map<String, String> forms = new LinkedHashMap<>();
    private final Map<String, Pattern> alone = new LinkedHashMap<>();

    /** The forms of {@code secret}. */
    public TokenForms(String secret) {
        if (secret.length() < LONG) {
            alone.put("as it is", Pattern.compile("(?<![0-9])" + secret + "(?![0-9])"));
        } else {
            forms.put("as it is", secret);
            forms.put("backwards", new StringBuilder(secret).reverse().toString());
        }
        if (secret.length() > LONG) {
            forms.put("without its last character", secret.substring(0, secret.length() - 1));
            forms.put("without its first character", secret.substring(1));
        }
        byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
        String hex = HexFormat.of().formatHex(bytes);
        forms.put("in hex", hex);
        forms.put("in upper-case hex", hex.toUpperCase(Locale.ROOT));
        forms.put("in hex with colons", HexFormat.ofDelimiter(":").formatHex(bytes));
        forms.put("in hex with blanks", HexFormat.ofDelimiter(" ").formatHex(bytes));
        forms.put("in percent code", "%" + HexFormat.ofDelimiter("%").formatHex(bytes));
        forms.put("in JSON escapes", each(secret, "\\u00%02x"));
        forms.put("in character references", each(secret, "&#%d;"));
        forms.put("in big-endian UTF-16", latin(secret.getBytes(StandardCharsets.UTF_16BE)));
        forms.put("in little-endian UTF-16", latin(secret.getBytes(StandardCharsets.UTF_16LE)));
        if (secret.matches("[0-9]{8,18}")) {
            byte[] number = ByteBuffer.allocate(Long.BYTES)
                    .putLong(Long.parseLong(secret))
                    .array();
            forms.put("as a number, highest byte first", latin(number));
            forms.put("as a number, lowest byte first", latin(reversed(number)));
        }
        forms.put("spaced", each(secret, "%c ").strip());
        for (int before = 0; before < 3; before++) {
            forms.put("in base64, " + before + " bytes in", base64(bytes, before));
        }
    }

    /** Each form that counts anywhere, by its name. */
    Map<String, String> written() {
        return forms;
    }

    /** The forms of it that stand in {@code text}, bytes read as ISO 8859-1. */
    public List<String> in(String text) {
        List<String> found = new ArrayList<>();
        forms.forEach((name, form) -> {
            if (text.contains(form)) {
                found.add(name);
            }
        });
        alone.forEach((name, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(name);
            }
        });
        return found;
    }

    /** What base64 makes of it, whatever stands around it: the characters that depend on the secret alone. */
    private static String base64(byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = (before * 8 + 5) / 6;
        int last = (before + secret.length) * 8 / 6;
        return text.substring(first, last);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            reversed[index] = bytes[bytes.length - 1 - index];
        }
        return reversed;
    }

    private static String each(String secret, String format) {
        return secret.chars()
                .mapToObj(c -> format.contains("%c")
                        ? String.format(Locale.ROOT, format, (char) c)
                        : String.format(Locale.ROOT, format, c))
                .collect(Collectors.joining());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
