package org.twomes.station.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.UnitLifecycle.Event;

/** Tells a ledger things about one board in a random order, and what its unit's state must be by the table. */
final class ToldInAnyOrder {
    private static final int THINGS = 14;

    private final Ledger ledger;
    private final String mac;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private List<Long> attempts = new ArrayList<>();
    private long unit;
    private UnitState state = UnitLifecycle.START;
    private Optional<UnitState> failedStage = Optional.empty();
    private String outbox = "";
    private boolean labelled;
    private Instant now = LedgerContract.T0;

    ToldInAnyOrder(Ledger ledger, String mac, long seed) {
        this.ledger = ledger;
        this.mac = mac;
        this.random = new Random(seed);
    }

    void run() {
        plug(0);
        for (int i = 0; i < THINGS; i++) {
            now = now.plusSeconds(1);
            tell(random.nextInt(11));
            assertThat(ledger.units().unit(unit).orElseThrow())
                    .as("after %s", told)
                    .satisfies(known -> assertThat(known.state()).isEqualTo(state))
                    .satisfies(known ->
                            assertThat(known.failure().map(Failure::stage)).isEqualTo(failedStage));
        }
    }

    private void tell(int what) {
        switch (what) {
            case 0, 1 -> plug(what);
            case 2 -> stage(UnitState.PROGRAMMED, Event.PROGRAMMED);
            case 3 -> stage(UnitState.VERIFIED, Event.VERIFIED);
            case 4, 5 -> identify(what == 4);
            case 6 -> stop();
            case 7 -> confirm();
            case 8 -> refuse(random.nextBoolean());
            case 9 -> reopen();
            default -> place();
        }
    }

    private boolean move(Event event, Optional<UnitState> failed) {
        Optional<UnitState> next = UnitLifecycle.next(state, event);
        next.ifPresent(reached -> {
            state = reached;
            failedStage = failed;
        });
        return next.isPresent();
    }

    private long some() {
        return attempts.get(random.nextInt(attempts.size()));
    }

    private void plug(int newPreparation) {
        boolean fresh = unit == 0 || newPreparation == 1 || !UnitLifecycle.continues(state, failedStage);
        told.add(newPreparation == 1 ? "plugged for a new preparation" : "plugged");
        long attempt = ledger.units().begin(new AttemptStart("line-1", "1-1", "A1", "/dev/x", "fw.zip", "ab12", now));
        long before = unit;
        unit = ledger.units()
                .connected(attempt, mac, "ESP32", 4 << 20, newPreparation == 1, now)
                .id();
        assertThat(unit != before).as("a new unit after %s", told).isEqualTo(fresh);
        if (fresh) {
            attempts = new ArrayList<>();
            state = UnitLifecycle.START;
            outbox = "";
            labelled = false;
        }
        attempts.add(attempt);
        move(Event.CONNECTED, Optional.empty());
    }

    private void stage(UnitState reached, Event event) {
        told.add(reached.name());
        ledger.units().advance(some(), reached, "", now);
        move(event, Optional.empty());
    }

    private void identify(boolean register) {
        told.add(register ? "identified" : "identified, not to be registered");
        ledger.units().identified(some(), "TWOMES-1", Optional.empty(), Secret.of("3375550652"), register, true, now);
        if (move(Event.IDENTIFIED, Optional.empty())) {
            if (register) {
                outbox = "WAITING";
            } else {
                move(Event.REGISTERED, Optional.empty());
            }
        }
    }

    private void stop() {
        UnitState stage = random.nextBoolean() ? UnitState.VERIFIED : UnitState.REGISTERED;
        boolean hold = random.nextBoolean();
        long attempt = some();
        told.add((hold ? "held at " : "failed at ") + stage);
        Failure failure = new Failure(stage, "WRITE_FAILED", "it failed", true);
        if (hold) {
            ledger.units().held(attempt, failure, now);
        } else {
            ledger.units().failed(attempt, failure, now);
        }
        if (attempt == attempts.get(attempts.size() - 1)) {
            move(hold ? Event.HELD : Event.FAILED, Optional.of(stage));
        }
    }

    private void confirm() {
        told.add("confirmed");
        ledger.outbox().confirmed(unit, "7", "http://127.0.0.1", now);
        if (outbox.equals("WAITING")) {
            outbox = "CONFIRMED";
            move(Event.REGISTERED, Optional.empty());
        }
    }

    private void refuse(boolean hold) {
        told.add("refused");
        Failure failure = new Failure(UnitState.REGISTERED, "NAME_TAKEN", "taken", false);
        ledger.outbox().refused(unit, failure, hold, now);
        if (outbox.equals("WAITING")) {
            outbox = "REFUSED";
            move(hold ? Event.REGISTRATION_HELD : Event.REGISTRATION_REFUSED, Optional.of(UnitState.REGISTERED));
        }
    }

    private void reopen() {
        told.add("reopened");
        Throwable conflict = catchThrowable(() -> ledger.outbox().reopen(unit, now));
        boolean waits = outbox.equals("REFUSED") && move(Event.REGISTRATION_REOPENED, Optional.empty());
        if (waits) {
            outbox = "WAITING";
        }
        assertThat(conflict == null).as("reopened after %s", told).isEqualTo(waits);
    }

    private void place() {
        told.add("label");
        Throwable conflict = catchThrowable(() -> ledger.sheets().place("line-1", unit, "L7651", 65, now));
        boolean placed = labelled || move(Event.LABELLED, Optional.empty());
        labelled = placed;
        assertThat(conflict == null).as("placed after %s", told).isEqualTo(placed);
        assertThat(ledger.outbox()
                        .claim("line-1", unit, now, Duration.ofMillis(1))
                        .isPresent())
                .as("waiting after %s", told)
                .isEqualTo(outbox.equals("WAITING"));
    }
}
