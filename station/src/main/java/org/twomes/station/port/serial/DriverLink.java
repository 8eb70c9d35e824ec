package org.twomes.station.port.serial;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.port.link.PortThread;
import org.twomes.station.port.link.ReceiveBuffer;

/**
 * A serial port of this machine. One thread blocks in the driver's read and another makes all other calls, so that
 * deadlines are exact and a stuck driver blocks no other port.
 */
public final class DriverLink implements SerialLink {
    private static final Logger LOG = LoggerFactory.getLogger(DriverLink.class);

    /** Most bytes that the kernel's line discipline returns at once (N_TTY_BUF_SIZE). */
    private static final int READ_BYTES = 4096;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The largest transmit buffer of the usual adapters (CP2102: 640 bytes), which the kernel cannot see into. */
    private static final int ADAPTER_BYTES = 640;

    /** Polling interval for the transmit buffer: the kernel's own wait (tcdrain) has no deadline. */
    private static final Duration LOOK_WHETHER_SENT = Duration.ofMillis(1);

    /** Time for the reader thread to end after the driver's read returned. */
    private static final Duration READER_END = Duration.ofMillis(200);

    /** Time for bytes that the driver holds to reach the buffer, which takes a context switch. */
    private static final Duration HAND_OVER = Duration.ofMillis(20);

    /** Pause after a read without bytes and without an error, so that no driver makes the thread spin. */
    private static final Duration EMPTY_READ_REST = Duration.ofMillis(10);

    private final DriverPort driver;
    private final String address;
    private final LinkLimits limits;
    private final ReceiveBuffer buffer;
    private final PortThread calls;
    private final Thread reader;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int baud;
    private volatile long lastWriteNanos;
    private volatile int lastWriteBytes;

    private DriverLink(DriverPort driver, String address, int baud, LinkLimits limits, PortThread calls) {
        this.driver = driver;
        this.address = address;
        this.baud = baud;
        this.limits = limits;
        this.calls = calls;
        buffer = new ReceiveBuffer(address, BUFFER_BYTES);
        reader = PortThread.named(address, "reader", this::readOn);
    }

    public static DriverLink open(DriverPort driver, String address, int baud, LinkLimits limits) {
        PortThread calls = new PortThread(address, "calls");
        AtomicBoolean abandoned = new AtomicBoolean();
        try {
            calls.call(limits.open(), "open", () -> {
                driver.open(baud);
                if (abandoned.get()) {
                    driver.close();
                }
                return true;
            });
        } catch (FaultException e) {
            abandoned.set(true);
            calls.close();
            throw e;
        }
        DriverLink link = new DriverLink(driver, address, baud, limits, calls);
        link.reader.start();
        return link;
    }

    private void readOn() {
        byte[] bytes = new byte[READ_BYTES];
        try {
            while (!closing.get()) {
                int size = driver.read(bytes);
                if (size > 0) {
                    buffer.put(bytes, 0, size);
                    // A token may be among them, and the next bytes may come hours later.
                    Arrays.fill(bytes, 0, size, (byte) 0);
                } else if (size < 0) {
                    if (!closing.get()) {
                        buffer.fail(FaultCode.UNPLUGGED, "went away (error " + driver.lastError() + ")");
                        // A node held open across a replug makes the kernel give the new adapter another number.
                        end();
                    }
                    return;
                } else if (!closing.get()) {
                    closed.await(EMPTY_READ_REST.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Duration patience) {
        return buffer.take(bytes, offset, length, patience);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer.check();
        lastWriteNanos = System.nanoTime();
        lastWriteBytes = length;
        call(limits.write(length, baud), "take " + length + " bytes", () -> {
            if (!driver.write(bytes, offset, length)) {
                throw failed("a write of " + length + " bytes failed");
            }
            return true;
        });
    }

    @Override
    public void setBaud(int rate) {
        buffer.check();
        call(limits.control(), "set " + rate + " baud", () -> {
            awaitSent();
            if (!driver.setBaud(rate)) {
                throw refused(FaultCode.PORT_REFUSED, "refused " + rate + " baud");
            }
            return true;
        });
        baud = rate;
    }

    private void awaitSent() throws InterruptedException {
        while (driver.unsent() > 0) {
            TimeUnit.NANOSECONDS.sleep(LOOK_WHETHER_SENT.toNanos());
        }
        long adapter =
                LinkLimits.onWire(Math.min(lastWriteBytes, ADAPTER_BYTES), baud).toNanos();
        long left = lastWriteNanos + adapter - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public void setLines(boolean dtr, boolean rts) {
        buffer.check();
        call(limits.control(), "set DTR and RTS", () -> {
            if (!driver.setLines(dtr, rts)) {
                throw refused(FaultCode.NO_MODEM_LINES, "has no DTR and RTS");
            }
            return true;
        });
    }

    @Override
    public void check() {
        buffer.check();
    }

    @Override
    public void discardInput() {
        buffer.check();
        // Not the library's flush: that throws away bytes not sent yet as well.
        int waiting = call(limits.control(), "say what has arrived", driver::waiting);
        if (waiting > 0) {
            buffer.awaitReceived(buffer.received() + waiting, HAND_OVER);
        }
        buffer.clear();
    }

    private <T> T call(Duration limit, String what, PortThread.Operation<T> operation) {
        try {
            return calls.call(limit, what, operation);
        } catch (FaultException e) {
            if (e.code() == FaultCode.PORT_STUCK) {
                buffer.fail(FaultCode.PORT_STUCK, "the driver did not " + what);
                end();
            }
            throw buffer.cause(e);
        }
    }

    private FaultException failed(String what) {
        return closing.get()
                ? new FaultException(FaultCode.PORT_CLOSED, address, "closed")
                : new FaultException(
                        FaultCode.UNPLUGGED, address, what + ": went away (error " + driver.lastError() + ")");
    }

    private FaultException refused(FaultCode fault, String what) {
        int error = driver.lastError();
        boolean setting = error == JSerialPort.ENOTTY || error == JSerialPort.EINVAL;
        return setting && !closing.get() ? new FaultException(fault, address, what) : failed(what);
    }

    @Override
    public void close() {
        buffer.close();
        end();
        try {
            if (!closed.await(limits.close().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: the driver did not close within {}; going on without it", address, limits.close());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes once, on a separate thread, as the driver may be stuck. */
    private void end() {
        if (closing.compareAndSet(false, true)) {
            calls.close();
            PortThread.named(address, "closer", this::closeDriver).start();
        }
    }

    private void closeDriver() {
        try {
            driver.release();
            reader.join(READER_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        driver.close();
        closed.countDown();
    }
}
