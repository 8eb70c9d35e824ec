package org.twomes.station.port.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;
import org.twomes.station.port.SerialLink;

/**
 * Received bytes between the thread that reads a line and the one that wants them: a ring of fixed size with deadlines as
 * exact as the clock, which the operating system's own serial timeouts (100 ms steps) are not.
 */
public final class ReceiveBuffer {
    /** What is left of bytes that were taken: a board says its activation token here, and the ring may outlive it by days. */
    private static final byte NOTHING = 0;

    private final String address;
    private final byte[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private int head;
    private int count;
    private long received;
    /** Who may take bytes: a later reader than this one frees an earlier one that waits. */
    private long reader;
    /** While above 0 a full ring loses its oldest bytes instead of holding up the line. */
    private int losing;

    private @Nullable LinkFault fault;
    private String detail = "";

    public ReceiveBuffer(String address, int capacity) {
        this.address = address;
        this.ring = new byte[capacity];
    }

    /**
     * Appends; waits while the ring is full, so that a line nobody reads cannot grow, or throws the oldest bytes away (see
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
     * Whether bytes that find the ring full push the oldest out: for whoever waits for something behind them on the line, and
     * would never see it while nobody reads. Calls nest.
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

    /** A new reader, the only one from now on: an earlier one gets CLOSED, also if it waits just now. */
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

    /** As below, for the reader of now. */
    public int take(byte[] buffer, int offset, int length, Duration patience) throws LinkException {
        return take(reader(), buffer, offset, length, patience);
    }

    /** As {@link SerialLink#read}; what came before the failure is still given out, but not after {@link #close}. */
    public int take(long who, byte[] buffer, int offset, int length, Duration patience) throws LinkException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (count == 0 || who != reader) {
                if (who != reader) {
                    throw new LinkException(LinkFault.CLOSED, address, "closed");
                }
                LinkFault now = fault;
                if (now != null) {
                    throw new LinkException(now, address, detail);
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
            throw new LinkException(LinkFault.CLOSED, address, "interrupted while it waited for bytes", e);
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes ever arrived. */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link #received} reaches {@code total}, the line fails or {@code patience} is over. */
    public void awaitReceived(long total, Duration patience) throws LinkException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (received < total && fault == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(LinkFault.CLOSED, address, "interrupted while it waited for bytes", e);
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what is not taken yet. */
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
    public void fail(LinkFault cause, String why) {
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

    /** Closed from our side: readers get CLOSED at once. */
    public void close() {
        lock.lock();
        try {
            fault = LinkFault.CLOSED;
            detail = "closed";
            empty();
            arrived.signalAll();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What ended the line, where {@code seen} tells no more than that it is closed: a call may see the end before its cause. */
    public LinkException cause(LinkException seen) {
        lock.lock();
        try {
            LinkFault now = fault;
            return seen.fault() == LinkFault.CLOSED && now != null && now != LinkFault.CLOSED
                    ? new LinkException(now, address, detail, seen)
                    : seen;
        } finally {
            lock.unlock();
        }
    }

    /** Throws what the line failed with, if it did. */
    public void check() throws LinkException {
        lock.lock();
        try {
            LinkFault now = fault;
            if (now != null) {
                throw new LinkException(now, address, detail);
            }
        } finally {
            lock.unlock();
        }
    }
}
