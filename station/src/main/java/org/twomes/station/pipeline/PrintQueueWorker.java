package org.twomes.station.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultArea;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.PrintQueue.Job;
import org.twomes.station.ledger.PrintQueue.State;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.sticker.LabelPrinter;

/**
 * Sends released sheets to the printer, each once, and follows what becomes of them. A sheet of which it is not known whether
 * it went to the printer is not sent again: a person looks and reprints.
 */
public final class PrintQueueWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PrintQueueWorker.class);

    private final String station;
    private final Path folder;
    private final PrintQueue queue;
    private final LabelPrinter printer;
    private final Clock clock;

    /** A desk for the sheets of {@code station} whose PDFs are in {@code folder}. */
    public PrintQueueWorker(String station, Path folder, PrintQueue queue, LabelPrinter printer, Clock clock) {
        this.station = station;
        this.folder = folder;
        this.queue = queue;
        this.printer = printer;
        this.clock = clock;
    }

    /** A sheet is about to be released: from then on it is to be printed. */
    void due(SheetLedger.Sheet sheet) {
        queue.due(sheet.id(), now());
    }

    /** After a start: a sheet that was being handed over when the station died. */
    public void recover() {
        for (Job job : queue.jobs(station, State.SENDING)) {
            fail(
                    job,
                    State.SENDING,
                    "the station stopped while it was handed over. " + FaultCode.PRINT_UNSURE.remedy());
        }
    }

    /** Sends what is due, and asks what became of what was sent. */
    public void work() {
        for (Job job : queue.jobs(station, State.DUE)) {
            if (job.sheet().state() == SheetLedger.SheetState.RELEASED
                    && queue.move(job.sheet().id(), State.DUE, State.SENDING, "", "", now())) {
                send(job);
            }
        }
        queue.jobs(station, State.SENT).forEach(this::follow);
    }

    /**
     * Prints a reprint.
     *
     * @param sheet number of the sheet of which it is; one that failed to print counts as repaired
     * @return the printing system's name of the job
     * @throws FaultException PRINT_FAILED
     */
    public String reprint(String sheet, Path pdf) {
        String name = printer.print(pdf);
        for (Job job : queue.jobs(station, State.FAILED)) {
            if (job.sheet().number().equals(sheet)) {
                queue.move(job.sheet().id(), State.FAILED, State.DONE, name, "reprinted", now());
            }
        }
        return name;
    }

    /** What did not get onto paper, in sentences. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        for (State state : List.of(State.FAILED, State.DUE, State.SENT)) {
            queue.jobs(station, state).stream()
                    .filter(job -> !job.detail().isEmpty())
                    .forEach(job -> troubles.add("sheet " + job.sheet().number() + ": " + job.detail()));
        }
        return List.copyOf(troubles);
    }

    private void send(Job job) {
        String number = job.sheet().number();
        try {
            String name = printer.print(folder.resolve(job.sheet().file()));
            queue.move(job.sheet().id(), State.SENDING, State.SENT, name, "", now());
            LOG.info("Sheet {} is with the printer as {}", number, name);
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LABEL)) {
                throw e;
            }
            String why = e.advised();
            if (e.code() == FaultCode.PRINT_UNSURE) {
                fail(job, State.SENDING, why);
                return;
            }
            if (!why.equals(job.detail())) {
                LOG.warn("Sheet {} waits for the printer: {}", number, why);
            }
            queue.move(job.sheet().id(), State.SENDING, State.DUE, "", why, now());
        }
    }

    private void follow(Job job) {
        try {
            LabelPrinter.JobStatus standing = printer.standing(job.job());
            switch (standing.state()) {
                case DONE -> {
                    queue.move(job.sheet().id(), State.SENT, State.DONE, job.job(), "", now());
                    LOG.info("Sheet {} is printed", job.sheet().number());
                }
                case FAILED, UNKNOWN ->
                    fail(
                            job,
                            State.SENT,
                            "job " + job.job() + " did not get onto paper: " + standing.why() + ". "
                                    + FaultCode.PRINT_UNSURE.remedy());
                case PENDING -> waits(job, standing.why());
            }
        } catch (FaultException e) {
            if (!e.isOf(FaultArea.LABEL)) {
                throw e;
            }
            waits(job, "it is not known how job " + job.job() + " stands: " + e.getMessage());
        }
    }

    /** Notes why a job does not go on, when that is news. */
    private void waits(Job job, String why) {
        if (!why.equals(job.detail())) {
            queue.move(job.sheet().id(), State.SENT, State.SENT, job.job(), why, now());
            LOG.info("Sheet {}, job {}: {}", job.sheet().number(), job.job(), why.isEmpty() ? "goes on" : why);
        }
    }

    private void fail(Job job, State from, String why) {
        queue.move(job.sheet().id(), from, State.FAILED, job.job(), why, now());
        LOG.error("Sheet {}: {}", job.sheet().number(), why);
    }

    private Instant now() {
        return clock.instant();
    }
}
