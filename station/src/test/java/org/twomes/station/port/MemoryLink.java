package org.twomes.station.port;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.link.ReceiveBuffer;

/**
 * A line without hardware: what is written, and each change of baud and modem lines, reaches the {@link FarEnd} in order.
 */
public final class MemoryLink implements SerialLink {
    /** What the far end sees of this one. */
    public sealed interface Signal {
        /** Bytes written in one call. */
        record Bytes(byte[] bytes) implements Signal {}

        /** The rate was set. */
        record Baud(int baud) implements Signal {}

        /** Both modem lines were set; true is asserted. */
        record Lines(boolean dtr, boolean rts) implements Signal {}

        /** The line was closed; nothing follows. */
        record Closed() implements Signal {}
    }

    /** The other end of a {@link MemoryLink}: the board. */
    public static final class FarEnd {
        private final MemoryLink near;

        private FarEnd(MemoryLink near) {
            this.near = near;
        }

        /** The next thing the near end did, waiting at most {@code patience} for it. */
        public Optional<Signal> take(Duration patience) throws InterruptedException {
            return Optional.ofNullable(near.signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        }

        /** Sends bytes to the near end; waits while its buffer is full. */
        public void send(byte[] bytes) throws InterruptedException {
            near.received.put(bytes, 0, bytes.length);
        }

        /** Pulls the plug: the near end reads what is left, then fails with GONE. */
        public void unplug() {
            near.fault(FaultCode.UNPLUGGED, "unplugged");
        }

        /** From now on the line has no modem lines, or has them again. */
        public void modemLines(boolean present) {
            near.modemLines = present;
        }
    }

    /** Writes that the far end has not taken yet; more than a board's command and its data. */
    private static final int UNTAKEN_SIGNALS = 64;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Between two looks whether the line was closed while the far end takes nothing. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private final String address;
    private final Duration writeLimit;
    private final ReceiveBuffer received;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(UNTAKEN_SIGNALS);
    private final FarEnd far = new FarEnd(this);
    private volatile int baud;
    private volatile boolean modemLines = true;
    private volatile boolean ended;

    /**
     * An open line.
     *
     * @param writeLimit how long a write waits for the far end to take it before it fails with STUCK
     */
    public MemoryLink(String address, int baud, Duration writeLimit) {
        this.address = address;
        this.baud = baud;
        this.writeLimit = writeLimit;
        received = new ReceiveBuffer(address, BUFFER_BYTES);
    }

    /** The board's end. */
    public FarEnd far() {
        return far;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration patience) {
        return received.take(buffer, offset, length, patience);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        tell(new Signal.Bytes(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    @Override
    public void setBaud(int rate) {
        tell(new Signal.Baud(rate));
        baud = rate;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void setLines(boolean dtr, boolean rts) {
        if (!modemLines) {
            throw new FaultException(FaultCode.NO_MODEM_LINES, address, "has no DTR and RTS");
        }
        tell(new Signal.Lines(dtr, rts));
    }

    private void tell(Signal signal) {
        long end = System.nanoTime() + writeLimit.toNanos();
        try {
            received.check();
            while (!signals.offer(signal, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                received.check();
                if (System.nanoTime() >= end) {
                    throw new FaultException(
                            FaultCode.PORT_STUCK, address, "the far end took nothing for " + writeLimit);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address, "interrupted while it wrote", e);
        }
    }

    @Override
    public void check() {
        received.check();
    }

    @Override
    public void discardInput() {
        received.check();
        received.clear();
    }

    @Override
    public void close() {
        received.close();
        if (!ended) {
            ended = true;
            while (!signals.offer(new Signal.Closed())) {
                signals.poll();
            }
        }
    }

    private void fault(FaultCode fault, String why) {
        received.fail(fault, why);
    }
}
