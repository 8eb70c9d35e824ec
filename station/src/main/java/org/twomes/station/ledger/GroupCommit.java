package org.twomes.station.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes of many slots in one transaction of an SQLite file.
 *
 * <p>The file has one writer at a time, and each commit waits for the disk. SQLite's own way to wait for another writer is
 * to sleep ever longer with a connection in hand, which starves readers and late comers when many slots start at once.
 * Here the threads of one process take turns, and whoever has the turn writes for all who wait. When that fails, each
 * write is done in a transaction of its own, so that one slot's error is not another's.
 */
final class GroupCommit {
    private final Jdbi jdbi;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Entry<?>> waiting = new ConcurrentLinkedQueue<>();

    /** One thread's write and what came of it, which only the holder of the turn touches. */
    private static final class Entry<T> {
        private final HandleCallback<T, RuntimeException> work;
        private Optional<T> result = Optional.empty();
        private Optional<RuntimeException> failure = Optional.empty();
        private boolean done;

        Entry(HandleCallback<T, RuntimeException> work) {
            this.work = work;
        }

        void run(Handle handle) {
            result = Optional.of(work.withHandle(handle));
        }

        void runAlone(Jdbi jdbi) {
            try {
                result = Optional.of(jdbi.inTransaction(work));
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            }
            done = true;
        }

        T outcome() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return result.orElseThrow();
        }
    }

    /**
     * For one file.
     *
     * @param patience how long a write waits for its turn before it is LOCKED
     */
    GroupCommit(Jdbi jdbi, Duration patience) {
        this.jdbi = jdbi;
        this.patience = patience;
    }

    /** Runs {@code work}, perhaps on another thread and more than once; its effect is durable, and there once, when this returns. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write inside a write");
        }
        Entry<T> mine = new Entry<>(work);
        waiting.add(mine);
        awaitTurn(mine);
        try {
            if (!mine.done) {
                writeAll(mine);
            }
        } finally {
            turn.unlock();
        }
        return mine.outcome();
    }

    /** Writes that nobody has begun. */
    int waiting() {
        return waiting.size();
    }

    private void writeAll(Entry<?> mine) {
        List<Entry<?>> group = new ArrayList<>(List.of(mine));
        for (Entry<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next != mine) {
                group.add(next);
            }
        }
        if (group.size() == 1 || !together(group)) {
            group.forEach(entry -> entry.runAlone(jdbi));
        }
    }

    private boolean together(List<Entry<?>> group) {
        try {
            jdbi.useTransaction(handle -> group.forEach(entry -> entry.run(handle)));
        } catch (RuntimeException e) {
            return false;
        }
        group.forEach(entry -> entry.done = true);
        return true;
    }

    /** An interrupt does not end the wait: what was done to a board is still to be written. */
    private void awaitTurn(Entry<?> mine) {
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (true) {
                try {
                    if (turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    if (waiting.remove(mine)) {
                        throw new LedgerException(
                                LedgerFault.LOCKED,
                                "The ledger cannot be used: no turn to write within " + patience.toSeconds() + " s; "
                                        + LedgerFault.LOCKED.mend());
                    }
                    // Somebody is writing it just now: its outcome is to be known.
                    end = System.nanoTime() + patience.toNanos();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
