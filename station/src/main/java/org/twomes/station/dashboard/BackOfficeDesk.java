package org.twomes.station.dashboard;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.pipeline.Registrar;

/** The back office through the station's registrar. */
public final class BackOfficeDesk implements Registrations {
    private final Registrar registrar;
    private final Outbox outbox;
    private final Executor worker;
    private final Clock clock;

    /** Calls of the back office run on {@code worker}, one after the other, for they may take their whole time limit. */
    public BackOfficeDesk(Registrar registrar, Outbox outbox, Executor worker, Clock clock) {
        this.registrar = registrar;
        this.outbox = outbox;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public String standing() {
        Registrar.Standing standing = registrar.standing();
        if (standing instanceof Registrar.Standing.TokenRefused) {
            return "the back office refuses the admin token";
        }
        return standing instanceof Registrar.Standing.Down
                ? "the back office does not answer"
                : "the back office answers";
    }

    @Override
    public Outcome retryNow() {
        // One that came while the back office was away was never tried, and is due already.
        outbox.dueNow(clock.instant());
        int due = outbox.waiting();
        if (due == 0) {
            return Outcome.refused("No registration waits: nothing was done.");
        }
        worker.execute(registrar::workNow);
        return Outcome.done(due + (due == 1 ? " registration is" : " registrations are") + " tried now.");
    }
}
