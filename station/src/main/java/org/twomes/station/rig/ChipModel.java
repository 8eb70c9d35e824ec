package org.twomes.station.rig;

/**
 * What a virtual board's chip is.
 *
 * @param kind which chip
 * @param revision major * 100 + minor
 * @param secureBootBits eFuse bits of secure boot: on the ESP32 bit 0 for version 1 (ABS_DONE_0), bit 1 for version 2 (ABS_DONE_1); on the
 *     others any of them is their only one
 * @param cryptCount eFuse count of flash encryption, 7 bits, on the others 3: on when an odd number of them is set
 * @param secureDownload whether its loader is in secure download mode; not on the ESP32
 */
public record ChipModel(ChipKind kind, int revision, int secureBootBits, int cryptCount, boolean secureDownload) {
    /** A chip as it leaves the factory. */
    public static ChipModel usual(ChipKind kind) {
        return new ChipModel(kind, kind.usualRevision(), 0, 0, false);
    }

    /** A chip of another kind, in its usual revision. */
    ChipModel of(ChipKind other) {
        return new ChipModel(other, other.usualRevision(), secureBootBits, cryptCount, secureDownload);
    }

    ChipModel ofRevision(int other) {
        return new ChipModel(kind, other, secureBootBits, cryptCount, secureDownload);
    }

    ChipModel withSecureBoot(int bits) {
        return new ChipModel(kind, revision, bits, cryptCount, secureDownload);
    }

    ChipModel withCryptCount(int count) {
        return new ChipModel(kind, revision, secureBootBits, count, secureDownload);
    }

    ChipModel withSecureDownload(boolean on) {
        return new ChipModel(kind, revision, secureBootBits, cryptCount, on);
    }
}
