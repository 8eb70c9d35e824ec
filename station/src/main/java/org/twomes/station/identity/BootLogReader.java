package org.twomes.station.identity;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.SerialLink;

/** Reads a device's identity from its boot log, at the rate at which the link is set. */
public final class BootLogReader {
    private static final int READ_BYTES = 1024;
    /** Longest single wait, so that a link that trickles cannot stretch the deadline. */
    private static final Duration STEP = Duration.ofMillis(250);

    /**
     * Reads until the log has told all, which for firmware that prints two payloads is when the second one closes.
     *
     * @param deadline how long the log may take from now
     * @param maskedLines receives each line, its tokens hidden
     * @throws IdentityException when the log does not tell it in time
     */
    public DeviceIdentity read(SerialLink link, Duration deadline, Consumer<String> maskedLines)
            throws IdentityException, LinkException {
        BootLogParser parser = new BootLogParser(maskedLines);
        byte[] buffer = new byte[READ_BYTES];
        long end = System.nanoTime() + deadline.toNanos();
        try {
            while (true) {
                long left = end - System.nanoTime();
                if (left <= 0 || parser.hopeless().isPresent()) {
                    IdentityFault fault = parser.fault();
                    throw new IdentityException(fault, sentence(fault, deadline));
                }
                int count = link.read(buffer, 0, buffer.length, min(Duration.ofNanos(left)));
                parser.feed(buffer, 0, count);
                Optional<DeviceIdentity> identity = parser.identity();
                if (identity.isPresent()) {
                    return identity.get();
                }
            }
        } finally {
            parser.finish();
        }
    }

    private static Duration min(Duration left) {
        return left.compareTo(STEP) < 0 ? left : STEP;
    }

    private static String sentence(IdentityFault fault, Duration deadline) {
        return "no identity in the boot log within " + deadline.toSeconds() + " s: "
                + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
