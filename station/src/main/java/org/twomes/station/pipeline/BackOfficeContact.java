package org.twomes.station.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.pipeline.registration.BackOff;
import org.twomes.station.pipeline.registration.BackOfficeCircuitBreaker;
import org.twomes.station.pipeline.registration.BackOfficeProbe;
import org.twomes.station.pipeline.registration.UnknownTypes;

/** The back office, and what is known of whether it can be called: one circuit breaker and one back-off for all calls. */
public final class BackOfficeContact {
    private final BackOfficeSection settings;
    private final BackOffice backOffice;
    private final ExistingDevice existing;
    private final BackOff backOff;
    private final BackOfficeCircuitBreaker circuitBreaker;
    private final UnknownTypes unknownTypes;
    private final BackOfficeProbe probe;

    /**
     * Contact with {@code backOffice}.
     *
     * @param existing takes a board's name away from the device that has it, where this is allowed
     * @param outbox registrations that are due again once it answers
     * @param random 0 (inclusive) to 1: spreads the calls of many stations
     */
    public BackOfficeContact(
            BackOfficeSection settings,
            BackOffice backOffice,
            ExistingDevice existing,
            Outbox outbox,
            Clock clock,
            DoubleSupplier random) {
        this.settings = settings;
        this.backOffice = backOffice;
        this.existing = existing;
        this.backOff = new BackOff(settings.retryInitialDelay(), settings.retryMaxDelay(), random);
        Runnable due = () -> outbox.dueNow(clock.instant());
        this.circuitBreaker = new BackOfficeCircuitBreaker(settings, backOff, clock, due);
        this.unknownTypes = new UnknownTypes(backOff, clock, due);
        this.probe = new BackOfficeProbe(settings, backOffice, outbox, circuitBreaker, unknownTypes);
    }

    /** The client. */
    BackOffice client() {
        return backOffice;
    }

    /** Whether calls are made. */
    BackOfficeCircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    /** Device types that it does not know. */
    UnknownTypes unknownTypes() {
        return unknownTypes;
    }

    /** Asks it ahead of the boards. */
    BackOfficeProbe probe() {
        return probe;
    }

    /** Another device has the name of {@code waiting}: takes it away from that one where this is allowed. */
    ExistingDevice.Answer free(Outbox.Waiting waiting) {
        return existing.free(waiting);
    }

    /** Its address, as registrations are recorded with it. */
    String address() {
        return settings.url().toString();
    }

    /** How long one call may take. */
    Duration timeout() {
        return settings.timeout();
    }

    /** How long a registration waits that was tried so often. */
    Duration wait(int tries) {
        return backOff.after(circuitBreaker.failures(tries));
    }
}
