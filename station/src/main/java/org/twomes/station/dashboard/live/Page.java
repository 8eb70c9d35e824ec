package org.twomes.station.dashboard.live;

import java.time.Instant;
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

/** One open page: the newest view of each slot that it has not got yet. Written to by the line, read by its own thread. */
public final class Page {
    /** Something is sent this often, so that the page can tell silence from a lost line. */
    public static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Changes within this time go out together: twenty pictures a second are enough for eyes. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Sender sender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SlotView> pending = new LinkedHashMap<>();
    private boolean rearranged;
    private boolean closed;

    /** What a page was not told yet: every slot where {@code all}, else those. */
    private record News(boolean all, List<SlotView> slots) {}

    /** Where events go. */
    interface Sender {
        /** Sends one event; false when the page has gone away. */
        boolean send(String event, Object data);

        /** Makes sure that what was sent leaves now; false when the page has gone away or may look no longer. */
        boolean flush();
    }

    /**
     * What a page tells beside changes.
     *
     * @param head top of the page
     * @param slots every slot
     * @param health the station's health
     * @param now the station's time
     */
    public record Source(
            Supplier<StationHead> head, Supplier<List<SlotView>> slots, HealthWatch health, Supplier<Instant> now) {}

    /** What a beat carries: the station's time, for counting seconds on a page whose clock is wrong. */
    record Beat(Instant now) {}

    Page(Sender sender) {
        this.sender = sender;
    }

    /** Notes a change; never waits for the page. */
    void offer(SlotView slot) {
        lock.lock();
        try {
            pending.put(slot.path(), slot);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the slots have another order: the page gets them all. */
    void rearranged() {
        lock.lock();
        try {
            rearranged = true;
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

    /** Serves until the page goes away or is closed. */
    void run(Source source) {
        StationHead head = source.head().get();
        boolean alive = sender.send("beat", new Beat(source.now().get()))
                && sender.send("station", head)
                && sendAll(source)
                && sender.flush();
        if (!alive) {
            return;
        }
        // After the slots: those are known at once, and health may let itself be waited for.
        Health.Report health = source.health().report();
        alive = sender.send("health", HealthJson.of(health)) && sender.flush();
        long beatAt = System.nanoTime() + BEAT_NANOS;
        while (alive) {
            Optional<News> next = take(beatAt);
            if (next.isEmpty()) {
                return;
            }
            if (next.get().all()) {
                alive = sendAll(source);
            }
            for (SlotView slot : next.get().slots()) {
                alive = alive && sender.send("slot", SlotJson.of(slot));
            }
            if (System.nanoTime() - beatAt >= 0) {
                alive = alive && sender.send("beat", new Beat(source.now().get()));
                StationHead headNow = source.head().get();
                if (!headNow.equals(head)) {
                    head = headNow;
                    alive = alive && sender.send("station", head);
                }
                Health.Report healthNow = source.health().last();
                if (!healthNow.equals(health)) {
                    health = healthNow;
                    alive = alive && sender.send("health", HealthJson.of(health));
                }
                beatAt = System.nanoTime() + BEAT_NANOS;
            }
            alive = alive && sender.flush();
        }
    }

    private boolean sendAll(Source source) {
        return sender.send(
                "slots", source.slots().get().stream().map(SlotJson::of).toList());
    }

    /** What is pending, gathered; nothing when the beat is due; empty once closed. */
    private Optional<News> take(long beatAt) {
        lock.lock();
        try {
            long left = beatAt - System.nanoTime();
            while (pending.isEmpty() && !rearranged && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            long gather = GATHER_NANOS;
            while (!pending.isEmpty() && !closed && gather > 0) {
                gather = changed.awaitNanos(gather);
            }
            if (closed) {
                return Optional.empty();
            }
            // The list of all, made after this, has nothing older than what is pending.
            News news = new News(rearranged, rearranged ? List.of() : new ArrayList<>(pending.values()));
            rearranged = false;
            pending.clear();
            return Optional.of(news);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
