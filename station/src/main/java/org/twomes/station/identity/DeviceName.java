package org.twomes.station.identity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.DeviceSection.Family;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Derives a device's name from its MAC address and type, and checks a board's identity against them. */
public final class DeviceName {
    /** Start of the names of generations A and B. */
    static final String TWOMES_PREFIX = "TWOMES-";

    static final Pattern TYPE_HASH_NAME = Pattern.compile("[0-9A-F]{4}-[0-9A-F]{6}");

    private static final Pattern MAC_SUFFIX = Pattern.compile("[0-9A-F]{6}");

    /** Generator polynomial of CRC-16/XMODEM: x^16 + x^12 + x^5 + 1; initial value 0, no reflection, no final XOR. */
    private static final int CRC_POLYNOMIAL = 0x1021;

    private DeviceName() {}

    /**
     * The name that the firmware will use.
     *
     * @param macSuffix last three bytes of the station MAC (on ESP32 the base MAC), 6 upper-case hexadecimal digits
     * @param type the device type's name, which generation C hashes
     * @return empty where the name cannot be derived: family FREE, or TYPE_HASH without a type
     */
    public static Optional<String> expected(Family family, String macSuffix, Optional<String> type) {
        if (!MAC_SUFFIX.matcher(macSuffix).matches()) {
            throw new IllegalArgumentException("not the last 6 upper-case hexadecimal digits of a MAC: " + macSuffix);
        }
        return switch (family) {
            case TWOMES -> Optional.of(TWOMES_PREFIX + macSuffix);
            case TYPE_HASH -> type.map(name -> typeHash(name) + "-" + macSuffix);
            case FREE -> Optional.empty();
        };
    }

    /** CRC-16/XMODEM of the text's UTF-8 bytes, 0 to 0xFFFF. */
    public static int crc16Xmodem(String text) {
        int crc = 0;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (octet & 0xff) << 8;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ CRC_POLYNOMIAL;
            }
            crc &= 0xffff;
        }
        return crc;
    }

    /** The type's hash as the firmware prints it ({@code %04X}). */
    public static String typeHash(String type) {
        return "%04X".formatted(crc16Xmodem(type));
    }

    /**
     * Checks a board's identity against its MAC address and the configuration.
     *
     * @param macSuffix as in {@link #expected}
     * @return the identity, with the configured type filled in where the board's name proves it
     * @throws FaultException NAME_MISMATCH, NAME_TOO_LONG, TYPE_MISMATCH or TOKEN_TOO_SHORT, the worst first
     */
    public static DeviceIdentity check(DeviceIdentity identity, DeviceSection device, String macSuffix) {
        Optional<String> type = device.type().isEmpty() ? Optional.empty() : Optional.of(device.type());
        checkMac(identity, device.family(), macSuffix);
        if (identity.name().length() > device.longestName()) {
            throw new FaultException(
                    FaultCode.NAME_TOO_LONG,
                    "the board's name is %s, which is longer than the %d characters for which labels are made"
                            .formatted(LineMask.quoted(identity.name()), device.longestName()));
        }
        Optional<String> printed = identity.deviceType();
        if (device.family() == Family.TYPE_HASH) {
            if (type.isPresent() && !identity.name().startsWith(typeHash(type.get()))) {
                throw wrongType(printed.orElse("hash " + identity.name().substring(0, 4)), type.get());
            }
            printed = type.or(() -> identity.deviceType());
        } else if (type.isPresent() && printed.isPresent() && !printed.equals(type)) {
            throw wrongType(printed.get(), type.get());
        }
        int digits = identity.token().reveal().length();
        if (digits < device.minTokenDigits()) {
            throw new FaultException(
                    FaultCode.TOKEN_TOO_SHORT,
                    "%s: its activation token has %d digits, the back office takes no fewer than %d"
                            .formatted(LineMask.quoted(identity.name()), digits, device.minTokenDigits()));
        }
        return new DeviceIdentity(
                identity.name(), printed, identity.token(), identity.generation(), identity.provisioning());
    }

    private static void checkMac(DeviceIdentity identity, Family family, String macSuffix) {
        String name = identity.name();
        boolean right = switch (family) {
            case TWOMES -> name.equals(TWOMES_PREFIX + macSuffix);
            case TYPE_HASH -> TYPE_HASH_NAME.matcher(name).matches() && name.endsWith(macSuffix);
            case FREE -> true;
        };
        if (!right) {
            throw new FaultException(
                    FaultCode.NAME_MISMATCH,
                    "the board's name is %s, but its MAC ends in %s, from which names of family %s are derived"
                            .formatted(LineMask.quoted(name), macSuffix, family));
        }
    }

    private static FaultException wrongType(String printed, String type) {
        return new FaultException(
                FaultCode.TYPE_MISMATCH,
                "the board's device type is %s, configured is %s".formatted(LineMask.quoted(printed), type));
    }
}
