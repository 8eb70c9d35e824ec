package org.twomes.station.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.identity.BootLogState.Complete;
import org.twomes.station.identity.BootLogState.Contradiction;
import org.twomes.station.identity.BootLogState.Incomplete;
import org.twomes.station.port.SerialLink;

/**
 * Reads a board's identity from its boot log, and keeps that log without its token. One reader serves one board; it is not
 * thread-safe.
 */
public final class BootLogReader {
    /** Rate of the ROM, the bootloader and the firmware in baud, 8N1. */
    public static final int BAUD = 115_200;

    /**
     * Default of the silence after which nothing more is expected; the two payloads come some 10 ms apart, and the chip's
     * watchdog restarts a boot that fails within about a second.
     */
    public static final Duration QUIET = Duration.ofMillis(1_500);

    /** Most characters of the log that are kept. */
    public static final int LOG_LIMIT = 64 * 1024;

    private static final int CHUNK = 1024;

    private final Duration quiet;
    private final LongSupplier nanoClock;
    private final boolean byHand;
    private MaskedLog log = new MaskedLog(LOG_LIMIT);

    /**
     * A reader with the default quiet time.
     *
     * @param byHand whether a person restarts the board: until then a chip in its loader is expected
     */
    public BootLogReader(boolean byHand) {
        this(QUIET, System::nanoTime, byHand);
    }

    /**
     * A reader.
     *
     * @param quiet silence after which a damaged payload, a chip in its loader, or a QR payload of an unknown firmware is
     *     taken to be all that comes
     * @param nanoClock monotonic time in nanoseconds
     * @param byHand see above
     */
    BootLogReader(Duration quiet, LongSupplier nanoClock, boolean byHand) {
        this.quiet = quiet;
        this.nanoClock = nanoClock;
        this.byHand = byHand;
    }

    /** The log of the last {@link #read}, masked, at most {@link #LOG_LIMIT} characters; whole also after a failure. */
    public String log() {
        return log.text();
    }

    /**
     * Reads until the last payload's closing brace, or the deadline. The caller opens the link, discards its input and restarts
     * the board.
     *
     * @param deadline longest time from now
     * @param maskedLines receives each line of the log as it ends, cleaned and with possible tokens masked; where a person
     *     restarts the board, from that restart on
     * @throws FaultException when the log ends, or the deadline comes, without an identity
     * @throws FaultException when the line fails or is closed
     */
    public DeviceIdentity read(SerialLink link, Duration deadline, Consumer<String> maskedLines) {
        MaskedLog kept = new MaskedLog(LOG_LIMIT);
        log = kept;
        BootSignReader signs = new BootSignReader();
        BootLogParser parser = new BootLogParser(signs, line -> {
            kept.add(line);
            if (!byHand || signs.runs()) {
                maskedLines.accept(line);
            }
        });
        if (link.baud() != BAUD) {
            link.setBaud(BAUD);
        }
        try {
            return read(link, deadline, parser);
        } finally {
            parser.flush();
        }
    }

    private DeviceIdentity read(SerialLink link, Duration deadline, BootLogParser parser) {
        byte[] chunk = new byte[CHUNK];
        try {
            return read(link, deadline, parser, chunk);
        } finally {
            Arrays.fill(chunk, (byte) 0);
        }
    }

    private DeviceIdentity read(SerialLink link, Duration deadline, BootLogParser parser, byte[] chunk) {
        long start = nanoClock.getAsLong();
        long lastReceived = start;
        while (true) {
            BootLogState state = parser.result();
            if (state instanceof Complete complete) {
                return complete.identity();
            }
            if (state instanceof Contradiction contradiction) {
                throw new FaultException(contradiction.code(), contradiction.detail());
            }
            Incomplete incomplete = (Incomplete) state;
            long now = nanoClock.getAsLong();
            long left = deadline.toNanos() - (now - start);
            if (endsBySilence(incomplete)) {
                left = Math.min(left, quiet.toNanos() - (now - lastReceived));
            }
            if (left <= 0) {
                return incomplete.ifQuiet().orElseThrow(() -> verdict(incomplete.signs(), link.address(), deadline));
            }
            int read = link.read(chunk, 0, chunk.length, Duration.ofNanos(left));
            if (read > 0) {
                lastReceived = nanoClock.getAsLong();
                parser.feed(chunk, 0, read);
            }
        }
    }

    private boolean endsBySilence(Incomplete state) {
        return state.ifQuiet().isPresent()
                || state.signs().damaged() > 0
                || state.signs().inLoader() && !byHand;
    }

    private static FaultException verdict(BootSigns signs, String address, Duration deadline) {
        String within = " within " + deadline.toMillis() + " ms";
        if (signs.bytes() == 0) {
            return fault(FaultCode.SILENT_FIRMWARE, address, "nothing came" + within);
        }
        if (signs.damaged() > 0 || signs.openPayload()) {
            return fault(FaultCode.TRUNCATED_PAYLOAD, address, "a payload was cut off or damaged");
        }
        if (signs.inLoader()) {
            return fault(FaultCode.STILL_IN_LOADER, address, "the chip is in its serial loader");
        }
        if (signs.brownOuts() > 0) {
            return fault(FaultCode.BROWN_OUT, address, "the chip reports a brown-out");
        }
        if (signs.revision().isPresent()) {
            return fault(FaultCode.CHIP_REVISION, address, signs.revision().get());
        }
        if (signs.flashErrors() > 0) {
            return fault(FaultCode.NOT_BOOTABLE, address, "the chip finds nothing to boot");
        }
        return fault(
                FaultCode.NO_PAYLOAD,
                address,
                "no complete payloads%s, in %d bytes of which %d are text"
                        .formatted(within, signs.bytes(), signs.readable()));
    }

    private static FaultException fault(FaultCode fault, String address, String detail) {
        return new FaultException(fault, address + ": " + detail);
    }
}
