package org.twomes.station.daemon.log;

import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Threads;
import org.twomes.station.config.LogSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.HeldSecrets;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.OutcomeListener;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.pipeline.UnitOutcome;

/**
 * Writes a failure log, a file for each run that failed: what is wrong, the log lines of the run, and the board's boot log as the
 * ledger keeps it, without tokens. Files are written on a thread of their own, one after the other, so that whoever publishes an
 * outcome waits for neither the disk nor the ledger.
 */
public final class UnitLogs implements OutcomeListener, LineListener, AutoCloseable {
    /** Folder of the failure logs in that of the log files. */
    public static final String FOLDER = "units";

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(UnitLogs.class);
    /** Failures that may wait for a slow disk: several for each slot of a large line. More are not written, which is logged. */
    static final int MOST_WAITING = 256;
    /** How long a stop waits for the files that are not written yet. */
    private static final Duration LAST_FILES = Duration.ofSeconds(10);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** A number by itself with as many digits as a token has; times and sizes have letters or punctuation beside them. */
    private static final Pattern TOKEN_LIKE = Pattern.compile("(?<![0-9A-Za-z.:-])[0-9]{7,10}(?![0-9A-Za-z:-])");

    private final Path folder;
    private final int most;
    private final Ledger ledger;
    private final SlotLog lines;
    private final ExecutorService writer = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), new Threads("failure logs"));

    /** Keeps the log lines of all slots from now on, until it is closed. */
    public UnitLogs(StationConfig config, Ledger ledger) {
        this.folder = config.station().data().resolve(Logs.FOLDER).resolve(FOLDER);
        this.most = config.log().unitFiles();
        this.ledger = ledger;
        this.lines = new SlotLog(
                Logs.encoder(LogSection.Format.TEXT, RuntimeLevels.context(), HeldSecrets.inOwnText(config)));
        lines.setContext(RuntimeLevels.context());
        lines.start();
        RuntimeLevels.context().getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    @Override
    public void ended(UnitOutcome outcome) {
        if (outcome instanceof UnitOutcome.Done || outcome instanceof UnitOutcome.AwaitingLabel) {
            lines.take(outcome.board().path());
        } else if (outcome instanceof UnitOutcome.Failed failed) {
            queue(failed, failed.towards());
        } else if (outcome instanceof UnitOutcome.Unusable) {
            queue(outcome, UnitState.DETECTED);
        }
    }

    /** What was logged of a slot that was cleared belongs to no failure to come. */
    @Override
    public void changed(SlotView view) {
        if (view.phase() == SlotPhase.EMPTY) {
            lines.take(view.path());
        }
    }

    private void queue(UnitOutcome outcome, UnitState towards) {
        List<String> logged = lines.take(outcome.board().path());
        // A port that is told of twice has nothing to add.
        if (most == 0 || logged.isEmpty()) {
            return;
        }
        try {
            writer.execute(() -> write(outcome, towards, logged));
        } catch (RejectedExecutionException e) {
            warn(outcome, writer.isShutdown() ? "the station stops" : MOST_WAITING + " others wait for the disk");
        }
    }

    private void write(UnitOutcome outcome, UnitState towards, List<String> logged) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name(outcome)), text(outcome, towards, logged), StandardCharsets.UTF_8);
            removeOldest();
        } catch (IOException | RuntimeException e) {
            warn(outcome, e.toString());
        }
    }

    private static void warn(UnitOutcome outcome, String why) {
        LOG.warn(
                "Could not write the failure log of slot {}: {}",
                outcome.board().slot(),
                why);
    }

    private static String name(UnitOutcome outcome) {
        UnitOutcome.Board board = outcome.board();
        String code = outcome.trouble().map(SlotView.Trouble::code).orElse("UNKNOWN");
        String unit = board.name().or(board::mac).orElse("unknown");
        return (TIME.format(outcome.at()) + "-" + board.slot() + "-" + unit + "-" + code)
                        .replaceAll("[^A-Za-z0-9._-]", "-")
                + ".log";
    }

    private String text(UnitOutcome outcome, UnitState towards, List<String> logged) {
        UnitOutcome.Board board = outcome.board();
        List<String> text = new ArrayList<>();
        text.add("slot " + board.slot() + " (" + board.path() + "), MAC "
                + board.mac().orElse("unknown") + ", name " + board.name().orElse("unknown") + ", attempt "
                + board.attempt() + ", on the way to " + towards);
        SlotView.Trouble.with(outcome.trouble(), board.oldLabels())
                .ifPresent(trouble -> text.add(trouble.code() + ": " + trouble.sentence() + " " + trouble.remedy()
                        + " (" + trouble.detail() + ")"));
        text.add("");
        text.addAll(logged);
        board.mac().flatMap(ledger.units()::byMac).stream()
                .flatMap(unit -> ledger.units().attempts(unit.id()).stream())
                .filter(attempt -> begunBy(attempt, outcome.at()))
                .max(Comparator.comparingInt(AttemptRecord::ordinal))
                .map(AttemptRecord::bootLog)
                .filter(log -> !log.isEmpty())
                .ifPresent(log -> text.add("\nBoot log\n" + log));
        return TOKEN_LIKE.matcher(String.join("\n", text) + "\n").replaceAll("******");
    }

    /** Whether the attempt is not one that was begun while this file waited to be written. */
    private static boolean begunBy(AttemptRecord attempt, Instant end) {
        return attempt.transitions().stream()
                .limit(1)
                .noneMatch(first -> first.at().isAfter(end));
    }

    private void removeOldest() throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            // Their names begin with the time.
            List<Path> files = listed.sorted().toList();
            for (Path file : files.subList(0, Math.max(0, files.size() - most))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes the files that wait, for at most 10 s. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_FILES.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "The disk was too slow: {} failure logs were not written",
                        writer.shutdownNow().size() + 1);
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
        RuntimeLevels.context().getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        lines.stop();
    }
}
