package org.twomes.station.port.rfc2217;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;

/** One use of a kept network connection: closing it leaves the connection open, idle until the next use. */
final class KeptLink implements SerialLink {
    private final Rfc2217Link line;
    private final NetworkLines lines;
    private final long reader;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Calls in progress, which only the connection's end would free. */
    private final AtomicInteger calls = new AtomicInteger();

    KeptLink(Rfc2217Link line, NetworkLines lines) {
        this.line = line;
        this.lines = lines;
        this.reader = line.newReader();
    }

    /** A call to the line. */
    @FunctionalInterface
    private interface Call {
        void run();
    }

    @Override
    public String address() {
        return line.address();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Duration patience) {
        return line.read(reader, bytes, offset, length, patience);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        call(() -> line.write(bytes, offset, length));
    }

    @Override
    public void setBaud(int rate) {
        call(() -> line.setBaud(rate));
    }

    @Override
    public int baud() {
        return line.baud();
    }

    @Override
    public void setLines(boolean dtr, boolean rts) {
        call(() -> line.setLines(dtr, rts));
    }

    @Override
    public void check() {
        call(line::check);
    }

    @Override
    public void discardInput() {
        call(line::discardInput);
    }

    private void call(Call call) {
        calls.incrementAndGet();
        try {
            if (closed.get()) {
                throw new FaultException(FaultCode.PORT_CLOSED, address(), "closed");
            }
            call.run();
        } finally {
            calls.decrementAndGet();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        line.rest();
        if (calls.get() > 0 || !lines.rest(line)) {
            line.close();
        }
    }
}
