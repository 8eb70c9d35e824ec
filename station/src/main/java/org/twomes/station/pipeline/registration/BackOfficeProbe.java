package org.twomes.station.pipeline.registration;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.backoffice.Reachability;
import org.twomes.station.backoffice.TypeAnswer;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.pipeline.Registrar;

/**
 * Asks the back office ahead of the boards: whether it can be used, and whether it knows the device type that they will have.
 * Writes nothing there. It asks again while something is wrong, so that the standing is right again without a board.
 */
public final class BackOfficeProbe {
    private static final Logger LOG = LoggerFactory.getLogger(BackOfficeProbe.class);

    /** Units of this ledger that are looked at for a token which is registered. */
    private static final int CANDIDATES = 5;

    private final BackOfficeSection settings;
    private final BackOffice backOffice;
    private final Outbox outbox;
    private final BackOfficeCircuitBreaker standing;
    private final UnknownTypes unknownTypes;
    private final AtomicBoolean again = new AtomicBoolean(true);
    private String checked = "";
    private boolean told;
    private volatile Optional<TypeAnswer.Made> made = Optional.empty();

    public BackOfficeProbe(
            BackOfficeSection settings,
            BackOffice backOffice,
            Outbox outbox,
            BackOfficeCircuitBreaker standing,
            UnknownTypes unknownTypes) {
        this.settings = settings;
        this.backOffice = backOffice;
        this.outbox = outbox;
        this.standing = standing;
        this.unknownTypes = unknownTypes;
    }

    /** The device that a check of a type has made by mistake, and that somebody has to remove. */
    public Optional<TypeAnswer.Made> made() {
        return made;
    }

    /** The next look asks, whatever was found before. */
    public void again() {
        again.set(true);
    }

    /**
     * Asks what has to be asked now.
     *
     * @param boards what says which boards come: another text when others do
     * @param type their device type, if it is known
     */
    public synchronized void look(String boards, Supplier<Optional<String>> type) {
        if (settings.api() == BackOfficeSection.Api.NONE || standing.silence().isPresent()) {
            return;
        }
        boolean afresh = again.getAndSet(false);
        if ((afresh || !(standing.now() instanceof Registrar.CircuitState.Fine)) && !usable()) {
            again.compareAndSet(false, afresh);
            return;
        }
        boolean due = told && unknownTypes.due();
        if (afresh || due || !boards.equals(checked)) {
            Optional<String> wanted = type.get();
            boolean done = wanted.isEmpty() || standing.inTurn(began -> check(wanted.get(), began), why -> false);
            checked = done ? boards : "";
        }
    }

    private boolean usable() {
        return standing.inTurn(
                began -> {
                    Reachability reach = backOffice.reachable();
                    switch (reach.state()) {
                        case USABLE -> standing.fine();
                        case UNREACHABLE -> standing.down(began, reach.detail(), Optional.empty());
                        case NOT_AUTHORISED -> standing.tokenRefused(reach.detail());
                        case NOT_API_V1 -> standing.unusable(began, reach.detail(), reach.remedy());
                    }
                    return reach.state() == Reachability.State.USABLE;
                },
                why -> false);
    }

    /**
     * Free of charge with a token that is in use: the server looks at the name first, then at the type, then at the token. So the
     * token must be registered at this very server: it is one of a unit that this ledger registered there, in its latest life,
     * and whose name is in use there now. Says whether this is settled.
     */
    private boolean check(String type, long began) {
        told = false;
        for (Outbox.Registered unit : outbox.registered(settings.url().toString(), CANDIDATES)) {
            ExistenceAnswer answer = backOffice.exists(unit.name());
            if (answer instanceof ExistenceAnswer.Taken && made.isEmpty()) {
                return check(type, unit, began);
            }
            if (answer instanceof ExistenceAnswer.TryLater later) {
                standing.down(began, later.why(), later.retryAfter());
                return false;
            }
            if (answer instanceof ExistenceAnswer.Unusable unusable) {
                standing.unusable(began, unusable.why(), unusable.remedy());
                return false;
            }
        }
        LOG.info("The device type {} is not checked: no unit of this ledger is known to be registered there", type);
        return true;
    }

    private boolean check(String type, Outbox.Registered unit, long began) {
        TypeAnswer answer = backOffice.checkType(type, unit.token());
        if (answer instanceof TypeAnswer.TryLater later) {
            standing.down(began, later.why(), Optional.empty());
            return false;
        }
        told = answer instanceof TypeAnswer.Unknown || answer instanceof TypeAnswer.Known;
        if (answer instanceof TypeAnswer.Unknown unknown) {
            unknownTypes.refused(type, unknown.detail());
        } else if (answer instanceof TypeAnswer.Known) {
            LOG.info("The back office knows the device type {}", type);
            unknownTypes.known(type);
        } else if (answer instanceof TypeAnswer.NotChecked not) {
            LOG.info("The device type {} is not checked: {}", type, not.why());
        } else if (answer instanceof TypeAnswer.Made device) {
            LOG.error(
                    "The check of device type {} made the device {} (row {}) in the back office: remove it there",
                    type,
                    device.name(),
                    device.id());
            made = Optional.of(device);
        }
        return true;
    }
}
