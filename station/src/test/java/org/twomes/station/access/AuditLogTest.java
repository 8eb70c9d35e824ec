package org.twomes.station.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.dashboard.LedgerDouble;
import org.twomes.station.ledger.Ledger;

/** However much anybody does, the audit log keeps its size, and others find their place in it. */
@Tag("fast")
class AuditLogTest {
    private static final Session VERA = new Session("vera", Role.VIEWER, "v");
    private static final Session SAM = new Session("sam", Role.SUPERVISOR, "s");
    private static final Session SUE = new Session("sue", Role.SUPERVISOR, "u");

    private final SetClock clock = new SetClock();
    private final LedgerDouble ledger = new LedgerDouble();

    private AuditLog log(int days) {
        return new AuditLog(ledger.ledger(), Duration.ofDays(days), clock);
    }

    /** As fast as each session may, with a new session each time that one may not. */
    private void actUntilRefused(AuditLog log, Session session) {
        for (int login = 0; login < 200; login++) {
            Session own = new Session(session.user(), session.role(), session.csrf() + login);
            log.event(own.user(), own.role(), "login", "10.0.0.1");
            while (log.act(own, "identify board", "A1").isEmpty()) {
                assertThat(ledger.audit.size()).isLessThan(100_000);
            }
        }
    }

    @Test
    void onSessionsActionsAreBounded() {
        AuditLog log = log(90);
        for (int i = 0; i < AuditLog.OF_SESSION; i++) {
            assertThat(log.act(VERA, "identify board", "A1")).isEmpty();
        }
        assertThat(log.act(VERA, "identify board", "A1"))
                .hasValueSatisfying(words -> assertThat(words).contains("at most 120 a minute"));
        assertThat(ledger.audit).hasSize(AuditLog.OF_SESSION);
        assertThat(log.act(SAM, "flush sheet", ""))
                .as("somebody else's are not")
                .isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(log.act(VERA, "identify board", "A1")).isEmpty();
        assertThat(log.trouble()).as("that is no alarm yet").isEmpty();
    }

    @Test
    void oneUsersExcessTakesNoPlaceFromOthersAndIsAnAlarm() {
        AuditLog log = log(90);
        actUntilRefused(log, VERA);
        int veras = ledger.audit.size();
        assertThat(veras).isLessThanOrEqualTo(3000);
        assertThat(log.act(SAM, "flush sheet", "")).isEmpty();
        actUntilRefused(log, SAM);
        assertThat(log.act(SUE, "flush sheet", "")).isEmpty();
        assertThat(log.trouble()).hasValueSatisfying(words -> assertThat(words).contains("the last of sam"));
        assertThat(log.refusals()).isPositive();
        assertThat(ledger.audit)
                .as("what was counted is said")
                .anySatisfy(line -> assertThat(line.object()).matches(".*\\d+ times login of vera.*"));
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 365})
    void whatIsKeptFitsItsBoundWhateverUsersDo(int days) {
        AtomicLong entries = new AtomicLong();
        Ledger counting = (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, called, given) -> {
                    if (called.getName().equals("audit")) {
                        entries.incrementAndGet();
                        return null;
                    }
                    return entries.get();
                });
        AuditLog log = new AuditLog(counting, Duration.ofDays(days), clock);
        for (int day = 0; day < days; day++) {
            // As much as there is place for, at once: the hour does not matter to a share of the day.
            for (Session session : List.of(VERA, SAM, SUE, new Session("bob", Role.SUPERVISOR, "b"))) {
                long before;
                do {
                    before = entries.get();
                    log.event(session.user(), session.role(), "login", "10.0.0.1");
                } while (entries.get() > before);
            }
            clock.pass(Duration.ofDays(1));
        }
        assertThat(entries.get()).isBetween(AuditLog.MOST_ENTRIES / 2, AuditLog.MOST_ENTRIES);
    }

    @Test
    void aFullLedgerIsAnAlarmAndNothingIsRefusedForIt() {
        AuditLog log = log(90);
        ledger.entries = AuditLog.MOST_ENTRIES;
        assertThat(log.trouble()).hasValueSatisfying(words -> assertThat(words).contains("more than the 1000000"));
        assertThat(log.act(SAM, "flush sheet", "")).isEqualTo(Optional.empty());
        assertThat(ledger.audit).extracting(Ledger.AuditLine::who).contains("sam");
    }
}
