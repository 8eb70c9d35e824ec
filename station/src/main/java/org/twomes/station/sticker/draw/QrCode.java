package org.twomes.station.sticker.draw;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Version;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Secret;

/**
 * A QR code with the size of its modules.
 *
 * @param modules dark where 1, without quiet zone
 * @param moduleMm side of a module in millimetres
 */
public record QrCode(ByteMatrix modules, double moduleMm) {
    /** Empty modules around the code (ISO/IEC 18004). */
    static final int QUIET_ZONE = 4;

    /** Masks there are; every reader knows all of them. */
    public static final int MASKS = 8;

    /** Mode indicator and length of a byte segment up to version 9, and from version 10 on, in bits (ISO/IEC 18004). */
    private static final int SHORT_HEADER_BITS = 4 + 8;

    private static final int LONG_HEADER_BITS = 4 + 16;
    private static final int FIRST_LONG_VERSION = 10;
    private static final int LAST_VERSION = 40;

    /** Best first. */
    private static final ErrorCorrectionLevel[] LEVELS = {
        ErrorCorrectionLevel.H, ErrorCorrectionLevel.Q, ErrorCorrectionLevel.M, ErrorCorrectionLevel.L
    };

    /**
     * How a payload is coded.
     *
     * @param version QR version 1..40
     * @param level error correction
     * @param moduleMm side of a module in millimetres
     */
    record Fit(int version, ErrorCorrectionLevel level, double moduleMm) {}

    /** Side of the code in modules, quiet zone included. */
    int sideModules() {
        return modules.getWidth() + 2 * QUIET_ZONE;
    }

    /** Side of the code in millimetres, quiet zone included. */
    double sideMm() {
        return sideModules() * moduleMm;
    }

    /**
     * Codes the payload (ASCII) with the best error correction whose modules keep to the rule, as large as the side allows.
     *
     * @param sideMm the space there is, quiet zone included
     * @param mask which of the {@value #MASKS} masks; empty for the one that the standard prefers
     * @return empty when it does not fit
     */
    static Optional<QrCode> of(Secret payload, double sideMm, ModuleRule rule, OptionalInt mask) {
        Optional<Fit> fit = fit(payload.reveal().length(), sideMm, rule);
        return fit.map(f -> new QrCode(matrix(payload, f, mask), f.moduleMm()));
    }

    /** The best coding of so many bytes, empty when none keeps to the rule. */
    static Optional<Fit> fit(int bytes, double sideMm, ModuleRule rule) {
        for (ErrorCorrectionLevel level : LEVELS) {
            int version = version(bytes, level);
            double moduleMm = version > LAST_VERSION ? 0 : rule.largest(sideMm, side(version));
            if (moduleMm > 0) {
                return Optional.of(new Fit(version, level, moduleMm));
            }
        }
        return Optional.empty();
    }

    /** The least side in millimetres, quiet zone included, on which so many bytes keep to the rule. */
    static double leastSide(int bytes, ModuleRule rule) {
        return side(version(bytes, ErrorCorrectionLevel.L)) * rule.leastMm();
    }

    /** Side of a version in modules, quiet zone included. */
    static int side(int version) {
        return 17 + 4 * version + 2 * QUIET_ZONE;
    }

    /** The smallest version that holds so many bytes, over {@link #LAST_VERSION} when none does. */
    static int version(int bytes, ErrorCorrectionLevel level) {
        for (int number = 1; number <= LAST_VERSION; number++) {
            Version version = Version.getVersionForNumber(number);
            int codewords = version.getTotalCodewords()
                    - version.getECBlocksForLevel(level).getTotalECCodewords();
            int header = number < FIRST_LONG_VERSION ? SHORT_HEADER_BITS : LONG_HEADER_BITS;
            if (header + bytes * Byte.SIZE <= codewords * Byte.SIZE) {
                return number;
            }
        }
        return LAST_VERSION + 1;
    }

    private static ByteMatrix matrix(Secret payload, Fit fit, OptionalInt mask) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.QR_VERSION, fit.version());
        mask.ifPresent(number -> hints.put(EncodeHintType.QR_MASK_PATTERN, number));
        try {
            return Encoder.encode(payload.reveal(), fit.level(), hints).getMatrix();
        } catch (WriterException e) {
            // Without the cause: its text may hold the payload.
            throw new IllegalStateException(
                    "a QR payload of " + payload.reveal().length() + " bytes does not go into version " + fit.version()
                            + "-" + fit.level());
        }
    }
}
