package org.twomes.station.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.LedgerFault;
import org.twomes.station.pipeline.Line;

/** What must answer for boards to be finished: the pipeline, the clock of its deadlines, and the ledger. */
final class StationProbes {
    private StationProbes() {}

    static LivenessProbe of(Line line, ScheduledExecutorService deadlines, Ledger ledger, LedgerSection settings) {
        Map<String, LivenessProbe.Question> questions = new LinkedHashMap<>();
        questions.put("pipeline", () -> {
            line.slots();
            line.active();
        });
        questions.put("deadlines", () -> tick(deadlines));
        questions.put("ledger", () -> probe(ledger, settings.url().isEmpty()));
        return new LivenessProbe(questions);
    }

    private static void tick(ScheduledExecutorService deadlines) throws Exception {
        try {
            deadlines.submit(() -> {}).get();
        } catch (RejectedExecutionException e) {
            // The station is closing: no board runs that has a deadline.
        }
    }

    /**
     * A ledger that says what is wrong (disk full, server away) is not stuck, and a restart would not fix it. One that only keeps
     * us waiting is; a file has no other users, so there the time that ran out waiting for a connection or a lock says the same.
     */
    private static void probe(Ledger ledger, boolean file) {
        try {
            ledger.probe();
        } catch (LedgerException e) {
            if (e.fault() == LedgerFault.LOCKED || (file && e.fault() == LedgerFault.UNREACHABLE)) {
                throw e;
            }
        }
    }
}
