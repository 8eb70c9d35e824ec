package org.twomes.station.esp;

import java.time.Duration;
import org.twomes.station.common.FlashGeometry;

/**
 * Time limits for responses, on top of the time of transmission.
 *
 * @param command most commands
 * @param register reading or writing a register; short, as the command can be repeated safely
 * @param sync one SYNC
 * @param probe the first command at a new rate; each repetition waits twice as long
 * @param chipErase erasing the whole flash
 * @param erasePerMegabyte erasing, or erasing and writing, a megabyte
 * @param md5PerMegabyte MD5 over a megabyte
 */
public record LoaderTimeouts(
        Duration command,
        Duration register,
        Duration sync,
        Duration probe,
        Duration chipErase,
        Duration erasePerMegabyte,
        Duration md5PerMegabyte) {

    /** The values of esptool 5.3; {@code register} and {@code probe} are the station's own. */
    public static final LoaderTimeouts SETTLED = new LoaderTimeouts(
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofSeconds(120),
            Duration.ofSeconds(40),
            Duration.ofSeconds(8));

    /** Longest that a data sheet of the usual parts (W25Q, GD25Q, XM25Q) gives for erasing 4 KB, and 64 KB. */
    private static final Duration SECTOR_ERASE = Duration.ofMillis(400);

    private static final Duration BLOCK_ERASE = Duration.ofSeconds(2);

    /** Erasing [offset, offset + length), sectors where no whole block fits; never under {@link #command}. */
    public Duration eraseRange(int offset, int length) {
        int end = offset + length;
        int firstBlock = Math.min(end, (offset + FlashGeometry.BLOCK - 1) / FlashGeometry.BLOCK * FlashGeometry.BLOCK);
        int blocks = Math.max(0, end - firstBlock) / FlashGeometry.BLOCK;
        int sectors = (length - blocks * FlashGeometry.BLOCK) / FlashGeometry.SECTOR;
        Duration slowest = SECTOR_ERASE
                .multipliedBy(sectors)
                .plus(BLOCK_ERASE.multipliedBy(blocks))
                .plus(command);
        Duration usual = erase(length);
        return usual.compareTo(slowest) < 0 ? slowest : usual;
    }

    /** Erasing, or erasing and writing, {@code bytes}; never under {@link #command}. */
    public Duration erase(long bytes) {
        return scaled(erasePerMegabyte, bytes);
    }

    /** MD5 over {@code bytes}; never under {@link #command}. */
    public Duration md5(long bytes) {
        return scaled(md5PerMegabyte, bytes);
    }

    private Duration scaled(Duration perMegabyte, long bytes) {
        Duration all = Duration.ofNanos((long) (perMegabyte.toNanos() * ((double) bytes / FlashGeometry.MEGABYTE)));
        return all.compareTo(command) < 0 ? command : all;
    }
}
