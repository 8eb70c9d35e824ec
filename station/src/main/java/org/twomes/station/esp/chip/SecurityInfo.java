package org.twomes.station.esp.chip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.command.Response;

/**
 * What a chip says to GET_SECURITY_INFO: u32 flags, u8 count of switches of flash encryption, 7 bytes for keys; then, but for the
 * ESP32-S2, u32 chip id and u32 version. Source: the recordings esp32c3-rom-get-security-info, -fe and -sb; esptool 5.3.1.
 *
 * @param flags bit 0 secure boot, bit 2 secure download mode
 * @param encryptionCount flash encryption is on when an odd number of its bits is set
 * @param chipId as in an image's header; empty from the ESP32-S2
 */
record SecurityInfo(int flags, int encryptionCount, OptionalInt chipId) {
    private static final int LENGTH = 20;
    private static final int LENGTH_WITHOUT_ID = 12;
    private static final int COUNT_AT = 4;
    private static final int ID_AT = 12;
    private static final int SECURE_BOOT = 1;
    private static final int SECURE_DOWNLOAD = 1 << 2;

    /** What {@code response} says; empty where the command was refused. */
    static Optional<SecurityInfo> of(Response response) {
        int status = LoaderProtocol.STUB_STATUS_LENGTH;
        int length = response.body().length >= LENGTH + status ? LENGTH : LENGTH_WITHOUT_ID;
        if (response.body().length < length + status || response.error(length) != 0) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
        OptionalInt id = length == LENGTH ? OptionalInt.of(body.getInt(ID_AT)) : OptionalInt.empty();
        return Optional.of(new SecurityInfo(body.getInt(0), body.get(COUNT_AT) & 0xFF, id));
    }

    boolean secureBoot() {
        return (flags & SECURE_BOOT) != 0;
    }

    boolean secureDownload() {
        return (flags & SECURE_DOWNLOAD) != 0;
    }

    boolean encrypted() {
        return Integer.bitCount(encryptionCount) % 2 == 1;
    }
}
