package org.twomes.station.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.twomes.station.pipeline.Health;
import org.twomes.station.pipeline.SlotView;

/** One open page: the newest view of each slot that it has not got yet. */
final class Page {
    /** Something is sent at least this often, so that the page can tell silence from a lost line. */
    private static final long BEAT_MS = 2000;

    private final Sender sender;
    private final String station;
    private final String bundle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SlotView> pending = new LinkedHashMap<>();
    private boolean closed;

    /** Where events go. */
    @FunctionalInterface
    interface Sender {
        /** Sends one event; false when the page has gone away. */
        boolean send(String event, Object data);
    }

    Page(Sender sender, String station, String bundle) {
        this.sender = sender;
        this.station = station;
        this.bundle = bundle;
    }

    /** What the page shows in its head. */
    record Head(String station, String bundle) {}

    void offer(SlotView slot) {
        lock.lock();
        try {
            pending.put(slot.path(), slot);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void run(Supplier<List<SlotView>> all, Supplier<Health.Report> health) {
        if (!sender.send("station", new Head(station, bundle))
                || !sender.send("slots", all.get().stream().map(SlotJson::of).toList())) {
            return;
        }
        Optional<Health.Report> told = Optional.empty();
        while (true) {
            Optional<List<SlotView>> next = take();
            if (next.isEmpty()) {
                return;
            }
            for (SlotView slot : next.get()) {
                if (!sender.send("slot", SlotJson.of(slot))) {
                    return;
                }
            }
            if (next.get().isEmpty()) {
                Health.Report now = health.get();
                boolean alive = told.equals(Optional.of(now)) ? sender.send("beat", "") : sender.send("health", now);
                if (!alive) {
                    return;
                }
                told = Optional.of(now);
            }
        }
    }

    /** What is pending, nothing after a beat's time, empty once closed. */
    private Optional<List<SlotView>> take() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
            while (pending.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return Optional.empty();
            }
            List<SlotView> taken = new ArrayList<>(pending.values());
            pending.clear();
            return Optional.of(taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
