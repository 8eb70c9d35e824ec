package org.twomes.station.port.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.SerialLink;

/**
 * Received bytes between the thread that reads a line and the one that consumes them: a ring of fixed size, with exact
 * deadlines, as the operating system's own serial timeouts have steps of 100 ms.
 */
public final class ReceiveBuffer {
    /** Overwrites bytes that were taken: a board's activation token passes here, and the ring may live for days. */
    private static final byte NOTHING = 0;

    private final String address;
    private final byte[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private int head;
    private int count;
    private long received;
    /** Number of the reader that may take bytes; a new reader ends the wait of an earlier one. */
    private long reader;
    /** While above 0 a full ring drops its oldest bytes instead of blocking the line. */
    private int losing;

    private @Nullable FaultCode fault;
    private String detail = "";

    public ReceiveBuffer(String address, int capacity) {
        this.address = address;
        this.ring = new byte[capacity];
    }

    /**
     * Appends; waits while the ring is full, so that memory stays bounded, or drops the oldest bytes (see
     * {@link #loseOldest}). Ends early once the line failed.
     */
    public void put(byte[] bytes, int offset, int length) throws InterruptedException {
        lock.lock();
        try {
            int done = 0;
            while (done < length && fault == null) {
                if (count == ring.length && losing > 0) {
                    int lost = Math.min(length - done, ring.length);
                    head = (head + lost) % ring.length;
                    count -= lost;
                    continue;
                }
                if (count == ring.length) {
                    taken.await();
                    continue;
                }
                int tail = (head + count) % ring.length;
                int piece = Math.min(Math.min(length - done, ring.length - count), ring.length - tail);
                System.arraycopy(bytes, offset + done, ring, tail, piece);
                count += piece;
                done += piece;
                received += piece;
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a full ring drops its oldest bytes: for callers that wait for a message behind unread data. Calls nest.
     */
    public void loseOldest(boolean on) {
        lock.lock();
        try {
            losing += on ? 1 : -1;
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A new reader, the only one from now on: an earlier one gets PORT_CLOSED, also if it waits just now. */
    public long newReader() {
        lock.lock();
        try {
            reader++;
            arrived.signalAll();
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** The reader that may take bytes. */
    long reader() {
        lock.lock();
        try {
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** As below, for the present reader. */
    public int take(byte[] buffer, int offset, int length, Duration patience) {
        return take(reader(), buffer, offset, length, patience);
    }

    /** As {@link SerialLink#read}; bytes from before a failure can still be read, but not after {@link #close}. */
    public int take(long who, byte[] buffer, int offset, int length, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (count == 0 || who != reader) {
                if (who != reader) {
                    throw new FaultException(FaultCode.PORT_CLOSED, address, "closed");
                }
                FaultCode now = fault;
                if (now != null) {
                    throw new FaultException(now, address, detail);
                }
                if (left <= 0) {
                    return 0;
                }
                left = arrived.awaitNanos(left);
            }
            int size = Math.min(length, count);
            int first = Math.min(size, ring.length - head);
            System.arraycopy(ring, head, buffer, offset, first);
            System.arraycopy(ring, 0, buffer, offset + first, size - first);
            Arrays.fill(ring, head, head + first, NOTHING);
            Arrays.fill(ring, 0, size - first, NOTHING);
            head = (head + size) % ring.length;
            count -= size;
            taken.signalAll();
            return size;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address, "interrupted while it waited for bytes", e);
        } finally {
            lock.unlock();
        }
    }

    /** Number of bytes received since the link was opened. */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link #received} reaches {@code total}, the line fails or {@code patience} is over. */
    public void awaitReceived(long total, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (received < total && fault == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address, "interrupted while it waited for bytes", e);
        } finally {
            lock.unlock();
        }
    }

    /** Discards the bytes that are not taken yet. */
    public void clear() {
        lock.lock();
        try {
            empty();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void empty() {
        count = 0;
        Arrays.fill(ring, NOTHING);
    }

    /** The line failed: readers get {@code cause} once the ring is empty. The first failure stays. */
    public void fail(FaultCode cause, String why) {
        lock.lock();
        try {
            if (fault == null) {
                fault = cause;
                detail = why;
                arrived.signalAll();
                taken.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closed from our side: readers get PORT_CLOSED at once. */
    public void close() {
        lock.lock();
        try {
            fault = FaultCode.PORT_CLOSED;
            detail = "closed";
            empty();
            arrived.signalAll();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The fault that ended the line where {@code seen} is only PORT_CLOSED: a call may see the end before its cause. */
    public FaultException cause(FaultException seen) {
        lock.lock();
        try {
            FaultCode now = fault;
            return seen.code() == FaultCode.PORT_CLOSED && now != null && now != FaultCode.PORT_CLOSED
                    ? new FaultException(now, address, detail, seen)
                    : seen;
        } finally {
            lock.unlock();
        }
    }

    /** Throws the fault with which the line failed, if it did. */
    public void check() {
        lock.lock();
        try {
            FaultCode now = fault;
            if (now != null) {
                throw new FaultException(now, address, detail);
            }
        } finally {
            lock.unlock();
        }
    }
}
