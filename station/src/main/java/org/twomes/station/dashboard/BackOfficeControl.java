package org.twomes.station.dashboard;

import java.util.concurrent.Executor;
import org.twomes.station.pipeline.Registrar;

/** The back office through the station's registrar. */
public final class BackOfficeControl implements Registrations {
    private final Registrar registrar;
    private final Executor worker;

    /** Calls of the back office run on {@code worker}, one after the other, for they may take their whole time limit. */
    public BackOfficeControl(Registrar registrar, Executor worker) {
        this.registrar = registrar;
        this.worker = worker;
    }

    @Override
    public String standing() {
        Registrar.CircuitState standing = registrar.standing();
        if (standing instanceof Registrar.CircuitState.TokenRefused) {
            return "the back office refuses the admin token";
        }
        if (standing instanceof Registrar.CircuitState.Unusable) {
            return "what answers is not the back office: see health";
        }
        if (standing instanceof Registrar.CircuitState.Down) {
            return "the back office does not answer";
        }
        return registrar.unknownTypes().isEmpty()
                ? "the back office answers"
                : "the back office does not know a device type: see health";
    }

    @Override
    public Outcome retryNow() {
        int due = registrar.retry();
        boolean fine = registrar.standing() instanceof Registrar.CircuitState.Fine
                && registrar.unknownTypes().isEmpty();
        if (due == 0 && fine) {
            return Outcome.refused("No registration waits: nothing was done.");
        }
        worker.execute(registrar::workNow);
        if (due == 0) {
            return Outcome.done("No registration waits; the back office is asked again.");
        }
        return Outcome.done(due + (due == 1 ? " registration is" : " registrations are") + " tried now.");
    }
}
