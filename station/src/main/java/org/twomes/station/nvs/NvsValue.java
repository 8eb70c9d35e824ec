package org.twomes.station.nvs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A value of the store. Its {@link #toString()} gives type and size alone, because a value may be a secret. */
public sealed interface NvsValue {
    /** Bytes of the longest string, its closing zero included ({@code nvs_set_str}). */
    int MOST_STRING_BYTES = 4000;

    /** The type as the CSV calls it; {@code blob} for bytes, which the CSV writes in several ways. */
    String type();

    /** The value for a person: digits, the string itself, or hexadecimal digits. */
    String text();

    /** {@code value} as an unsigned number of 32 bits. */
    static NvsValue u32(long value) {
        return new Whole(NvsInteger.U32, BigInteger.valueOf(value));
    }

    /**
     * A whole number.
     *
     * @param integer its type
     * @param value in the range of its type
     */
    record Whole(NvsInteger integer, BigInteger value) implements NvsValue {
        /** Checks the range; the message does not repeat the value. */
        public Whole {
            if (value.compareTo(integer.least()) < 0 || value.compareTo(integer.most()) > 0) {
                throw new IllegalArgumentException(
                        "is out of the range of " + integer + ", " + integer.least() + " to " + integer.most());
            }
        }

        @Override
        public String type() {
            return integer.toString();
        }

        @Override
        public String text() {
            return value.toString();
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A string.
     *
     * @param text in UTF-8 at most {@link #MOST_STRING_BYTES} bytes with its closing zero; without a zero of its own
     */
    record Text(String text) implements NvsValue {
        /** Checks the length; the message does not repeat the text. */
        public Text {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("has a zero byte, which would end it there; use a blob");
            }
            int length = text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (length > MOST_STRING_BYTES) {
                throw new IllegalArgumentException(
                        "takes " + length + " bytes with its closing zero; a string has at most " + MOST_STRING_BYTES);
            }
        }

        @Override
        public String type() {
            return "string";
        }

        @Override
        public String toString() {
            return type() + " of " + text.length();
        }
    }

    /**
     * Bytes.
     *
     * @param bytes copied on the way in
     */
    record Blob(byte[] bytes) implements NvsValue {
        /** Copies the bytes. */
        public Blob {
            bytes = bytes.clone();
        }

        /** A copy. */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String type() {
            return "blob";
        }

        @Override
        public String text() {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return type() + " of " + bytes.length;
        }
    }
}
