package org.twomes.station.daemon;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the parts without which no board can be finished still answer. Each is asked on a thread of its own, so that one that
 * is stuck holds up nobody and is not asked again before it came back.
 */
final class LivenessProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessProbe.class);

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** A question to one part. */
    @FunctionalInterface
    interface Question {
        /** Comes back once the part has answered; an exception says that the part is stuck. */
        void ask() throws Exception;
    }

    /** Asks {@code questions}, by the names of the parts. */
    LivenessProbe(Map<String, Question> questions) {
        questions.forEach((name, question) -> parts.put(
                name, new Part(name, question, Executors.newSingleThreadExecutor(new Threads("vitals of " + name)))));
    }

    /** Asks every part and gives those that did not answer within {@code patience}, each with what is known of it. */
    List<String> stuck(Duration patience) {
        parts.values().forEach(Part::ask);
        long deadline = System.nanoTime() + patience.toNanos();
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
                LOG.debug("{} is stuck", name, e);
                return Optional.of(name + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
