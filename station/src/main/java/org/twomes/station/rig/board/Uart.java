package org.twomes.station.rig.board;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.rig.FaultScript;

/** A board's serial line: bytes take 10 bits each when paced, and rates that do not match make noise. */
final class Uart {
    private static final int BITS_PER_BYTE = 10;
    private static final long SECOND = 1_000_000_000L;
    /** Rates within 3 % understand each other. */
    private static final double TOLERANCE = 0.03;

    /** Takes what the board sends. */
    @FunctionalInterface
    public interface Wire {
        void send(byte[] bytes, int length);
    }

    private final Wire wire;
    private final IntSupplier hostBaud;
    private final boolean paced;
    private final BoardClock clock;
    private final LongSupplier random;
    private final Noise toBoard;
    private final Noise fromBoard;
    private int baud = LoaderProtocol.ROM_BAUD;
    private long receiveFree;
    private long sendFree;
    /** How much later than it should the last answer left, for this machine woke the board's thread late. */
    private long late;

    /** {@code paced}: bytes take their time on the wire. */
    Uart(Adapter adapter, boolean paced, BoardClock clock, LongSupplier random, FaultScript faults) {
        this.toBoard = new Noise(faults, true, random);
        this.fromBoard = new Noise(faults, false, random);
        this.wire = adapter.wire();
        this.hostBaud = adapter.hostBaud();
        this.paced = paced;
        this.clock = clock;
        this.random = random;
    }

    int baud() {
        return baud;
    }

    void baud(int rate) {
        baud = Math.max(1, rate);
    }

    void reset() {
        baud = LoaderProtocol.ROM_BAUD;
        receiveFree = 0;
        sendFree = 0;
        late = 0;
    }

    /** What of the host's bytes arrives. */
    byte[] damaged(byte[] bytes) {
        return toBoard.damage(bytes, baud);
    }

    /** Whether host and board use the same rate. */
    boolean matched() {
        int host = hostBaud.getAsInt();
        return host == 0 || Math.abs(host - baud) <= TOLERANCE * baud;
    }

    /**
     * {@code count} bytes from the host begin to come in over the wire at {@code at}, in {@link System#nanoTime}. What follows an
     * answer that left late would have come as much earlier: a host is charged its own turns, not the rig's.
     */
    void received(int count, long at) {
        long began = Math.min(at, Math.max(sendFree, at - late));
        late = 0;
        clock.reached(began);
        if (paced) {
            receiveFree = Math.max(began, receiveFree) + time(count);
        }
    }

    /** Waits until all that was received so far is in. */
    void awaitReceived(long epoch) {
        if (paced) {
            clock.until(receiveFree, epoch);
        }
    }

    /** Sends; when paced the last byte arrives when the wire has carried it. */
    void send(byte[] bytes, long epoch) {
        byte[] sent = matched() ? fromBoard.damage(bytes, baud) : noise(bytes.length);
        if (paced) {
            sendFree = Math.max(clock.now(), sendFree) + time(bytes.length);
            clock.until(sendFree, epoch);
            late = System.nanoTime() - sendFree;
        }
        wire.send(sent, sent.length);
    }

    private long time(int count) {
        return count * BITS_PER_BYTE * SECOND / baud;
    }

    /** What a board's bytes are at a rate that does not match. */
    byte[] noise(int length) {
        byte[] noise = new byte[Math.max(1, length / 2)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.getAsLong();
        }
        return Arrays.copyOf(noise, noise.length);
    }
}
