package org.twomes.station.port.link;

import java.time.Duration;

/**
 * Time limits of calls to a driver or server.
 *
 * @param open until the port is open; a USB adapter answers in some ms, a network server within a few round trips
 * @param control until a baud rate or modem line is set; a dead cdc_acm device blocks about 5 s (field notes B)
 * @param write until written bytes are taken, beyond twice their time on the wire
 * @param close until the driver has closed; after that the close goes on without a caller
 */
public record LinkLimits(Duration open, Duration control, Duration write, Duration close) {
    public static final LinkLimits USUAL =
            new LinkLimits(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(2));

    /** Start bit, eight data bits, stop bit. */
    static final int BITS_PER_BYTE = 10;

    /** Time of {@code bytes} on the wire at {@code baud}. */
    public static Duration onWire(int bytes, int baud) {
        return Duration.ofNanos(bytes * (long) BITS_PER_BYTE * 1_000_000_000L / baud);
    }

    /** Limit for writing {@code bytes} at {@code baud}. */
    public Duration write(int bytes, int baud) {
        return write.plus(onWire(bytes, baud).multipliedBy(2));
    }
}
