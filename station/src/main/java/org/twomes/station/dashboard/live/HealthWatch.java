package org.twomes.station.dashboard.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;
import org.twomes.station.pipeline.Health;

/**
 * Looks at the station's health at most once in a while, however many ask: a look writes to the ledger. It looks on a thread of
 * its own, so that a ledger that keeps it waiting keeps nobody else waiting.
 */
public final class HealthWatch implements AutoCloseable {
    /** How old a report may be before somebody who asks has it made anew. */
    static final Duration FRESH = Duration.ofSeconds(2);
    /** How long somebody who wants it as it is now waits for it. */
    static final Duration PATIENCE = Duration.ofSeconds(1);
    /** A look that takes longer says itself that something is wrong. */
    static final Duration LATE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final Health.Finding STUCK = new Health.Finding(
            "health",
            "the ledger or the disk has kept a look waiting for more than " + LATE.toSeconds() + " s",
            "see what else uses them");

    private final Supplier<Health.Report> look;
    private final LongSupplier nanoTime;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> Threads.daemon("health", work));
    private Optional<Health.Report> report = Optional.empty();
    private CompletableFuture<Health.Report> looking =
            CompletableFuture.completedFuture(new Health.Report(false, List.of()));
    private long begun;
    private boolean closed;

    /** {@code nanoTime} is a clock that is never set. */
    public HealthWatch(Supplier<Health.Report> look, LongSupplier nanoTime) {
        this.look = look;
        this.nanoTime = nanoTime;
    }

    /** The newest report, at once; where it is not fresh, the next one is under way. Not ready before the first is there. */
    synchronized Health.Report last() {
        begin();
        Health.Report known = report.orElse(new Health.Report(false, List.of()));
        boolean late = !looking.isDone() && nanoTime.getAsLong() - begun > LATE.toNanos();
        if (!late || report.isPresent() && !known.ready()) {
            return known;
        }
        List<Health.Finding> findings = new ArrayList<>(List.of(STUCK));
        findings.addAll(known.findings());
        return new Health.Report(false, List.copyOf(findings));
    }

    /** A fresh report, unless it lets us wait: then the newest one. */
    public Health.Report report() {
        try {
            begin().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The station's health is not known yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last();
    }

    /** The look that is under way or was made just now; begins one where there is none. */
    private synchronized CompletableFuture<Health.Report> begin() {
        boolean fresh = report.isPresent() && nanoTime.getAsLong() - begun < FRESH.toNanos();
        if (looking.isDone() && !fresh && !closed) {
            begun = nanoTime.getAsLong();
            looking = CompletableFuture.supplyAsync(this::look, thread);
        }
        return looking;
    }

    private Health.Report look() {
        Health.Report seen;
        try {
            seen = look.get();
        } catch (RuntimeException e) {
            LOG.error("The station's health cannot be told", e);
            seen = new Health.Report(
                    false,
                    List.of(new Health.Finding("health", "cannot be told: " + e, "see the log for what failed")));
        }
        synchronized (this) {
            report = Optional.of(seen);
        }
        return seen;
    }

    /** Looks no more; a look that is under way may end. */
    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
    }
}
