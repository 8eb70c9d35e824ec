package org.twomes.station.identity;

/** The firmware library that printed a payload, by the payload's log tag and name. */
enum FirmwareLibrary {
    /** Prints a POST payload after the QR payload. */
    BOTH_PAYLOADS,
    /** Prints the QR payload only. */
    QR_ONLY,
    /** Not known from tag and name. */
    UNKNOWN;

    /** Log tag of generation A. */
    private static final String TAG_A = "Twomes Generic Firmware Library ESP32";

    /** Log tag of generation C since version 4; 3.x has the same tag as generation B. */
    private static final String TAG_C4 = "NeedForHeat generic ESP32 firmware library";

    static FirmwareLibrary of(Payload qr) {
        if (qr.tag().equals(TAG_C4)) {
            return QR_ONLY;
        }
        if (qr.tag().equals(TAG_A) || qr.name().startsWith(DeviceName.TWOMES_PREFIX)) {
            return BOTH_PAYLOADS;
        }
        return DeviceName.TYPE_HASH_NAME.matcher(qr.name()).matches() ? QR_ONLY : UNKNOWN;
    }

    /** Generation of a firmware that printed both payloads under this tag. */
    static Generation ofBoth(String tag) {
        return tag.equals(TAG_A) ? Generation.A : Generation.B;
    }
}
