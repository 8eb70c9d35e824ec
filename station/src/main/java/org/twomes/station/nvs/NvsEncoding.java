package org.twomes.station.nvs;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encodings of Espressif's CSV: how the text of a value, or the content of its file, becomes a value. Messages never quote it.
 */
final class NvsEncoding {
    static final String ALL =
            "u8, i8, u16, i16, u32, i32, u64, i64, string, hex2bin, base64, binary, blob_fill(N;0xPP) or blob_sz_fill(N;0xPP)";

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,20}");
    private static final Pattern FILL = Pattern.compile("(blob_fill|blob_sz_fill)\\((\\d{1,8});0x([0-9a-fA-F]{2})\\)");
    private static final Pattern BLANKS = Pattern.compile("\\s");
    private static final String SIZED = "blob_sz_fill";
    private static final int HEX = 16;

    private NvsEncoding() {}

    /** Whether {@code encoding} is one of {@link #ALL}. */
    static boolean known(String encoding) {
        return NvsInteger.named(encoding).isPresent()
                || FILL.matcher(encoding).matches()
                || switch (encoding.toLowerCase(Locale.ROOT)) {
                    case "string", "hex2bin", "base64", "binary" -> true;
                    default -> false;
                };
    }

    /**
     * The value that {@code content} means.
     *
     * @param encoding a {@link #known} one
     * @param content the text of the cell in UTF-8, or the bytes of the file
     * @throws IllegalArgumentException when it is none of this encoding
     */
    static NvsValue value(String encoding, byte[] content) {
        Optional<NvsInteger> integer = NvsInteger.named(encoding);
        if (integer.isPresent()) {
            return whole(integer.get(), text(content));
        }
        Matcher fill = FILL.matcher(encoding);
        if (fill.matches()) {
            return filled(fill, content);
        }
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "string" -> new NvsValue.Text(text(content));
            case "hex2bin" -> hex(text(content).strip());
            case "base64" -> base64(text(content));
            default -> new NvsValue.Blob(content);
        };
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
    }

    private static NvsValue whole(NvsInteger type, String text) {
        if (!WHOLE.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("is not a whole number in decimal digits");
        }
        return new NvsValue.Whole(type, new BigInteger(text.strip()));
    }

    private static NvsValue hex(String text) {
        if (text.length() % 2 != 0) {
            throw new IllegalArgumentException("has an odd number of hexadecimal digits");
        }
        try {
            return new NvsValue.Blob(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            // Java's message quotes the text, and so does its cause.
            throw new IllegalArgumentException("is not made of hexadecimal digits alone");
        }
    }

    private static NvsValue base64(String text) {
        try {
            return new NvsValue.Blob(
                    Base64.getDecoder().decode(BLANKS.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not base64");
        }
    }

    /** {@code N} bytes that start with the value, the rest filled; the sized kind has the value's length before, u32 little-endian. */
    private static NvsValue filled(Matcher fill, byte[] content) {
        int length = Integer.parseInt(fill.group(2));
        if (length > NvsFormat.MOST_BYTES) {
            throw new IllegalArgumentException("is to be filled to more bytes than a flash has");
        }
        if (content.length > length) {
            throw new IllegalArgumentException(
                    "has " + content.length + " bytes, more than the " + length + " of its encoding");
        }
        int head = fill.group(1).equals(SIZED) ? Integer.BYTES : 0;
        byte[] filled = new byte[head + length];
        Arrays.fill(filled, (byte) Integer.parseInt(fill.group(3), HEX));
        ByteBuffer view = ByteBuffer.wrap(filled).order(ByteOrder.LITTLE_ENDIAN);
        if (head > 0) {
            view.putInt(content.length);
        }
        view.put(content);
        return new NvsValue.Blob(filled);
    }
}
