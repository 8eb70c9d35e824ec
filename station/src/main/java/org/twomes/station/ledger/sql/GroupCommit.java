package org.twomes.station.ledger.sql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * Writes of many slots in one transaction of an SQLite file.
 *
 * <p>The file has one writer at a time, and each commit waits for the disk. SQLite's own way to wait for another writer is
 * to sleep ever longer with a connection in hand, which starves readers and late comers when many slots start at once.
 * Here the threads of one process take turns, and whoever has the turn writes for all who wait.
 *
 * <p>A write that fails is taken out, and the others are written without it. When the transaction cannot be begun or its
 * commit fails, all of them fail: a commit that failed may be durable, so nothing is written a second time after one.
 */
final class GroupCommit {
    /** What is wrong with the whole file: the next write of the group would fail as well, or must not be tried. */
    private static final Set<FaultCode> FOR_ALL = EnumSet.of(
            FaultCode.LEDGER_CORRUPT, FaultCode.LEDGER_DISK_FULL, FaultCode.LEDGER_READ_ONLY, FaultCode.LEDGER_LOCKED);

    private final Consumer<HandleConsumer<RuntimeException>> transactions;
    private final Duration timeout;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Entry<?>> waiting = new ConcurrentLinkedQueue<>();

    /** One thread's write and what came of it, which only the holder of the turn touches. */
    private static final class Entry<T> {
        private final HandleCallback<T, RuntimeException> work;
        private Optional<T> result = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();
        private boolean done;

        Entry(HandleCallback<T, RuntimeException> work) {
            this.work = work;
        }

        void run(Handle handle) {
            result = Optional.of(work.withHandle(handle));
        }

        void fail(Throwable why) {
            failure = Optional.of(why);
            done = true;
        }

        T outcome() {
            if (failure.isPresent()) {
                if (failure.get() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure.get();
            }
            return result.orElseThrow();
        }
    }

    /**
     * For one file.
     *
     * @param transactions runs what it is given in a transaction of the file
     * @param timeout how long a write waits for its turn before it is LEDGER_LOCKED
     */
    GroupCommit(Consumer<HandleConsumer<RuntimeException>> transactions, Duration timeout) {
        this.transactions = transactions;
        this.timeout = timeout;
    }

    /** Runs {@code work}, perhaps on another thread, and again after a rollback; its effect is durable when this returns. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write inside a write");
        }
        Entry<T> mine = new Entry<>(work);
        waiting.add(mine);
        // An interrupt does not end the wait, nor what follows: what was done to a board is still to be written.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitTurn(mine);
            try {
                if (!mine.done) {
                    writeAll(mine);
                }
            } finally {
                turn.unlock();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
        while (!group.isEmpty()) {
            writeTogether(group);
            group.removeIf(entry -> entry.done);
        }
    }

    /** Afterwards at least one of the group is done. */
    private void writeTogether(List<Entry<?>> group) {
        AtomicReference<@Nullable Entry<?>> running = new AtomicReference<>();
        try {
            transactions.accept(handle -> {
                for (Entry<?> entry : group) {
                    running.set(entry);
                    entry.run(handle);
                }
                running.set(null);
            });
            group.forEach(entry -> entry.done = true);
        } catch (RuntimeException | Error e) {
            Entry<?> one = running.get();
            boolean file = e instanceof RuntimeException broken
                    && FOR_ALL.contains(Database.explain(broken).code());
            if (one == null || file) {
                group.forEach(entry -> entry.fail(e));
            } else {
                one.fail(e);
            }
        }
    }

    /** Gives whether the thread was interrupted meanwhile. */
    private boolean awaitTurn(Entry<?> mine) {
        boolean interrupted = false;
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                if (turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return interrupted;
                }
                if (waiting.remove(mine)) {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    throw new FaultException(
                            FaultCode.LEDGER_LOCKED,
                            Database.unusable("no turn to write within " + timeout.toSeconds() + " s"));
                }
                // Somebody is writing it just now: its outcome is to be known.
                end = System.nanoTime() + timeout.toNanos();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
