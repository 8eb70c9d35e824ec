package org.twomes.station.rig.board;

import java.time.Duration;

/**
 * How long a virtual board takes. Figures of the usual 4 MB parts' data sheets (W25Q32 and kin).
 *
 * @param paced whether bytes take their time on the wire, 10 bits each
 * @param pageProgram 256 bytes
 * @param sectorErase 4 KB
 * @param blockErase 64 KB
 * @param chipErasePerMb whole chip, for each MB
 * @param stubMd5PerMb MD5 by the stub
 * @param romMd5PerMb MD5 by the ROM
 * @param boot from the restart to the application's first line
 */
public record Timing(
        boolean paced,
        Duration pageProgram,
        Duration sectorErase,
        Duration blockErase,
        Duration chipErasePerMb,
        Duration stubMd5PerMb,
        Duration romMd5PerMb,
        Duration boot) {

    /** No waits at all. */
    public static Timing fast() {
        return new Timing(
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    /** Typical figures. */
    public static Timing realtime() {
        return new Timing(
                true,
                Duration.ofNanos(550_000),
                Duration.ofMillis(45),
                Duration.ofMillis(150),
                Duration.ofMillis(2500),
                Duration.ofMillis(250),
                Duration.ofMillis(1000),
                Duration.ofMillis(650));
    }

    /** The data sheets' maxima. */
    public static Timing slow() {
        return new Timing(
                true,
                Duration.ofMillis(3),
                Duration.ofMillis(400),
                Duration.ofMillis(2000),
                Duration.ofMillis(12500),
                Duration.ofMillis(250),
                Duration.ofMillis(1000),
                Duration.ofMillis(650));
    }

    /** The same with the data sheets' longest erases. */
    public Timing withSlowErase() {
        Timing slow = slow();
        return new Timing(
                paced,
                pageProgram,
                slow.sectorErase,
                slow.blockErase,
                slow.chipErasePerMb,
                stubMd5PerMb,
                romMd5PerMb,
                boot);
    }
}
