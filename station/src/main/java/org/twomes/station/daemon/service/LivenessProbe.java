package org.twomes.station.daemon.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.Line;

/**
 * Asks whether the parts without which no board can be finished still answer. Each is asked on a thread of its own, so that a part
 * that hangs delays nobody and is not asked again before it has come back.
 */
public final class LivenessProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessProbe.class);

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** A question to one part. */
    @FunctionalInterface
    interface Question {
        /** Comes back once the part has answered; an exception says that the part is stuck. */
        void ask() throws Exception;
    }

    /** Asks {@code questions}, by the names of the parts. */
    public LivenessProbe(Map<String, Question> questions) {
        questions.forEach((name, question) -> parts.put(
                name, new Part(name, question, Executors.newSingleThreadExecutor(new Threads("liveness of " + name)))));
    }

    /**
     * Asks the parts of a station: the pipeline, the timer of its time limits, and the ledger.
     *
     * @param timer on which the time limits of runs are kept
     * @param file whether the ledger is a file of this station's own
     */
    public static LivenessProbe of(Line line, ScheduledExecutorService timer, Ledger ledger, boolean file) {
        Map<String, Question> questions = new LinkedHashMap<>();
        questions.put("pipeline", () -> {
            line.slots();
            line.active();
        });
        questions.put("deadlines", () -> tick(timer));
        questions.put("ledger", () -> probe(ledger, file));
        return new LivenessProbe(questions);
    }

    private static void tick(ScheduledExecutorService timer) throws Exception {
        try {
            timer.submit(() -> {}).get();
        } catch (RejectedExecutionException e) {
            // The station is closing: no board is under way that has a time limit.
        }
    }

    /**
     * A ledger that says what is wrong (disk full, server away) is not stuck, and a restart would not fix it. One that only keeps
     * us waiting is; a file has no other users, so there the time that ran out waiting for a connection or a lock says the same.
     */
    private static void probe(Ledger ledger, boolean file) {
        try {
            ledger.probe();
        } catch (FaultException e) {
            if (e.code() == FaultCode.LEDGER_LOCKED || (file && e.code() == FaultCode.LEDGER_UNREACHABLE)) {
                throw e;
            }
        }
    }

    /** Asks every part; those that do not answer within {@code timeout}, each with what is known of it. */
    List<String> stuck(Duration timeout) {
        parts.values().forEach(Part::ask);
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> stuck = new ArrayList<>();
        for (Part part : parts.values()) {
            part.trouble(deadline - System.nanoTime()).ifPresent(stuck::add);
        }
        return stuck;
    }

    @Override
    public void close() {
        parts.values().forEach(part -> part.thread.shutdownNow());
    }

    /** One part, and the question that is under way. */
    private static final class Part {
        private final String name;
        private final Question question;
        private final ExecutorService thread;
        private Future<?> asked = CompletableFuture.completedFuture("");

        Part(String name, Question question, ExecutorService thread) {
            this.name = name;
            this.question = question;
            this.thread = thread;
        }

        void ask() {
            if (asked.isDone()) {
                asked = thread.submit(() -> {
                    question.ask();
                    return "";
                });
            }
        }

        Optional<String> trouble(long nanos) {
            try {
                asked.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
                return Optional.empty();
            } catch (TimeoutException e) {
                return Optional.of(name + " does not answer");
            } catch (ExecutionException e) {
                LOG.debug("{} does not answer", name, e);
                return Optional.of(name + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
