package org.twomes.station.nvs;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The integer types of a value, by the names that Espressif's CSV gives them. */
public enum NvsInteger {
    U8(0x01, 1, false),
    I8(0x11, 1, true),
    U16(0x02, 2, false),
    I16(0x12, 2, true),
    U32(0x04, 4, false),
    I32(0x14, 4, true),
    U64(0x08, 8, false),
    I64(0x18, 8, true);

    private final int code;
    private final int bytes;
    private final BigInteger least;
    private final BigInteger most;

    NvsInteger(int code, int bytes, boolean signed) {
        this.code = code;
        this.bytes = bytes;
        int bits = bytes * Byte.SIZE;
        this.least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        this.most = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /** The type that the CSV calls {@code name}, in any case. */
    static Optional<NvsInteger> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The type whose entries have {@code code}. */
    static Optional<NvsInteger> coded(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** Its byte in an entry. */
    int code() {
        return code;
    }

    /** Smallest value, inclusive. */
    public BigInteger least() {
        return least;
    }

    /** Largest value, inclusive. */
    public BigInteger most() {
        return most;
    }

    /** Puts {@code value} at the head of an entry's data, little-endian. */
    void put(BigInteger value, byte[] data) {
        long low = value.longValue();
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (low >>> i * Byte.SIZE);
        }
    }

    /** The value that starts at {@code from}. */
    BigInteger get(byte[] partition, int from) {
        byte[] bigEndian = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            bigEndian[bytes - 1 - i] = partition[from + i];
        }
        return least.signum() < 0 ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
    }

    /** As the CSV writes it, e.g. {@code u32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
