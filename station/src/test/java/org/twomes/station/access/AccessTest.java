package org.twomes.station.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.dashboard.LedgerDouble;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;

/** Who gets in, for how long, and what a station refuses at its start. */
@Tag("fast")
class AccessTest {
    private static final String PASSWORD = "a long enough password";
    private static final String HASH = cheapHash(PASSWORD);
    private static final String OTHER_HASH = cheapHash("another long password");
    private static final String ANNA = "users:\n  - {name: anna, role: supervisor, password: \"" + HASH + "\"}\n";

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private final LedgerDouble ledger = new LedgerDouble();
    private int writes;

    /** As cheap as a users file may hold it. */
    private static String cheapHash(String password) {
        BCrypt.Version version = BCrypt.Version.VERSION_2A;
        return new String(
                BCrypt.with(version, new SecureRandom(), LongPasswordStrategies.hashSha512(version))
                        .hash(10, password.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }

    private static DashboardSection settings(String bind, Optional<DashboardSection.Tls> tls, Optional<Path> users) {
        return new DashboardSection(bind, 0, tls, users, List.of(), List.of());
    }

    private Access open(DashboardSection settings) {
        return new Access(settings, Duration.ofDays(90), ledger.ledger(), new SecureRandom(), clock);
    }

    private Path users(String text) throws Exception {
        Path file = folder.resolve("users.yaml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        // File systems count in coarse steps, and a test writes faster.
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
        return file;
    }

    private Access guarded() throws Exception {
        return open(settings("127.0.0.1", Optional.empty(), Optional.of(users(ANNA))));
    }

    private static Access.Login.In in(Access access) {
        return (Access.Login.In) access.login("anna", PASSWORD, "10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "2001:db8::1", "no-such-host.invalid", ""})
    void anotherAddressThanLoopbackNeedsTlsAndUsers(String bind) throws Exception {
        Optional<Path> users = Optional.of(users(ANNA));
        assertThatThrownBy(() -> open(settings(bind, Optional.empty(), users)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WEB_NO_TLS))
                .hasMessage("dashboard.bind " + bind + " is reachable from other machines and needs TLS");
        Optional<DashboardSection.Tls> tls =
                Optional.of(new DashboardSection.Tls(folder.resolve("a.crt"), folder.resolve("a.key")));
        assertThatThrownBy(() -> open(settings(bind, tls, Optional.empty())))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WEB_NO_USERS))
                .hasMessageContaining("needs users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void loopbackNeedsNeither(String bind) throws Exception {
        Access access = open(settings(bind, Optional.empty(), Optional.empty()));
        assertThat(access.asksForLogin()).isFalse();
        assertThat(access.session(Optional.empty()).orElseThrow().role()).isEqualTo(Role.SUPERVISOR);
        assertThat(access.login("anna", PASSWORD, "127.0.0.1")).isInstanceOf(Access.Login.Wrong.class);
    }

    @Test
    void aCertificateWithoutItsKeyIsRefusedByName() throws Exception {
        Optional<DashboardSection.Tls> tls =
                Optional.of(new DashboardSection.Tls(folder.resolve("a.crt"), folder.resolve("a.key")));
        assertThatThrownBy(() -> open(settings("127.0.0.1", tls, Optional.empty())))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WEB_TLS_FILES))
                .hasMessageContaining("a.crt");
    }

    @Test
    void aSessionEndsUnusedAfterAShiftAndInAnyCaseAfterADay() throws Exception {
        Access access = guarded();
        Optional<String> id = Optional.of(in(access).id());
        clock.pass(Sessions.IDLE.minusSeconds(1));
        assertThat(access.session(id)).isPresent();
        clock.pass(Sessions.IDLE);
        assertThat(access.session(id)).isEmpty();

        Optional<String> busy = Optional.of(in(access).id());
        for (Duration passed = Duration.ZERO; passed.compareTo(Sessions.LONGEST) < 0; ) {
            assertThat(access.session(busy)).as("after " + passed).isPresent();
            clock.pass(Duration.ofMinutes(30));
            passed = passed.plusMinutes(30);
        }
        assertThat(access.session(busy)).isEmpty();
    }

    @Test
    void aLogoutEndsTheSessionAndEachLoginBeginsAnother() throws Exception {
        Access access = guarded();
        Access.Login.In first = in(access);
        Access.Login.In second = in(access);
        assertThat(second.id()).isNotEqualTo(first.id()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(second.session().csrf()).isNotEqualTo(first.session().csrf());
        access.logout(first.id(), first.session());
        assertThat(access.session(Optional.of(first.id()))).isEmpty();
        assertThat(access.session(Optional.of(second.id()))).isPresent();
        assertThat(ledger.audit)
                .extracting(Ledger.AuditLine::who, Ledger.AuditLine::action)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("anna", "logout"),
                        org.assertj.core.groups.Tuple.tuple("anna", "login"),
                        org.assertj.core.groups.Tuple.tuple("anna", "login"));
    }

    @Test
    void oneUsersManySessionsEndNoOtherUsersAndOfTheirOwnTheLeastUsed() {
        Sessions sessions = new Sessions(new SecureRandom(), clock);
        User vera = new User("vera", Role.VIEWER, HASH);
        String sam = sessions.begin(new User("sam", Role.SUPERVISOR, HASH));
        List<String> walls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            walls.add(sessions.begin(vera));
        }
        for (int i = 0; i < 300; i++) {
            clock.pass(Duration.ofSeconds(1));
            assertThat(walls)
                    .as("walls that are looked at")
                    .allMatch(id -> sessions.find(id).isPresent());
            clock.pass(Duration.ofSeconds(1));
            sessions.begin(vera);
        }
        assertThat(sessions.find(sam)).isPresent();
        assertThat(sessions.size()).as("what is kept").isLessThanOrEqualTo(1 + 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "another role", "another password"})
    void somebodyWhoseEntryChangesIsLoggedOut(String change) throws Exception {
        String bert = "  - {name: bert, role: supervisor, password: \"" + OTHER_HASH + "\"}\n";
        Access access = open(settings("127.0.0.1", Optional.empty(), Optional.of(users(ANNA + bert))));
        Optional<String> id = Optional.of(in(access).id());
        assertThat(access.session(id)).isPresent();
        users(
                switch (change) {
                    case "removed" -> "users:\n" + bert;
                    case "another role" -> ANNA.replace("supervisor", "viewer") + bert;
                    default -> ANNA.replace(HASH, OTHER_HASH) + bert;
                });
        assertThat(access.session(id)).isEmpty();
    }

    @Test
    void aFaultyChangeOfTheUsersFileChangesNothing() throws Exception {
        Access access = guarded();
        Optional<String> id = Optional.of(in(access).id());
        users("users: [nonsense");
        assertThat(access.session(id)).isPresent();
        Files.delete(folder.resolve("users.yaml"));
        assertThat(access.session(id)).isPresent();
    }

    private static void fails(Access access, String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(access.login(name, "wrong password " + i, address)).isInstanceOf(Access.Login.Wrong.class);
        }
    }

    @Test
    void guessesWaitLongerAndLonger() throws Exception {
        Access access = guarded();
        fails(access, "Anna", "10.0.0.99", LoginLimit.FREE);
        assertThat(access.login("anna", PASSWORD, "10.0.0.99"))
                .as("even the right one")
                .isEqualTo(new Access.Login.Later(LoginLimit.FIRST_WAIT));
        clock.pass(LoginLimit.FIRST_WAIT);
        fails(access, "anna", "10.0.0.99", 1);
        assertThat(access.login("anna", PASSWORD, "10.0.0.99"))
                .isEqualTo(new Access.Login.Later(LoginLimit.FIRST_WAIT.multipliedBy(2)));
        clock.pass(LoginLimit.LONGEST_WAIT);
        assertThat(access.login("anna", PASSWORD, "10.0.0.99")).isInstanceOf(Access.Login.In.class);

        for (int i = 0; i < LoginLimit.FREE; i++) {
            access.login("nobody" + i, PASSWORD, "10.0.0.7");
        }
        assertThat(access.login("anna", PASSWORD, "10.0.0.7")).isInstanceOf(Access.Login.Later.class);
        assertThat(access.login("anna", PASSWORD, "10.0.0.8")).isInstanceOf(Access.Login.In.class);
        assertThat(ledger.audit).extracting(Ledger.AuditLine::action).contains("login failed");
    }

    @Test
    void whoFailsOnPurposeKeepsTheUserOutNowhereElse() throws Exception {
        Access access = guarded();
        fails(access, "anna", "10.0.0.66", LoginLimit.FREE);
        assertThat(access.login("anna", PASSWORD, "10.0.0.66")).isInstanceOf(Access.Login.Later.class);
        assertThat(access.login("anna", PASSWORD, "10.0.0.1")).isInstanceOf(Access.Login.In.class);
    }

    /** Somebody's own password does not let them guess another's for longer. */
    @Test
    void anotherUsersLoginFromTheSameNetworkEndsNoWait() throws Exception {
        String bert = "  - {name: bert, role: viewer, password: \"" + OTHER_HASH + "\"}\n";
        Access access = open(settings("127.0.0.1", Optional.empty(), Optional.of(users(ANNA + bert))));
        for (int i = 0; i < LoginLimit.FREE; i++) {
            fails(access, "anna", "10.0.0.9", 1);
            assertThat(access.login("bert", "another long password", "10.0.0.9"))
                    .isInstanceOf(Access.Login.In.class);
        }
        assertThat(access.login("anna", PASSWORD, "10.0.0.9")).isInstanceOf(Access.Login.Later.class);
    }

    /** The Kelvin sign is k in lower case: what was looked up was not what was counted. */
    @Test
    void aNameInAnotherFormIsNobodys() throws Exception {
        Access access = open(settings("127.0.0.1", Optional.empty(), Optional.of(users(ANNA.replace("anna", "ki")))));
        assertThat(access.login("\u212Ai", PASSWORD, "10.0.0.1")).isInstanceOf(Access.Login.Wrong.class);
        assertThat(access.login("KI", PASSWORD, "10.0.0.1")).isInstanceOf(Access.Login.In.class);
    }

    @Test
    void whatCanBeNobodysNameIsRememberedForItsAddressAlone() throws Exception {
        Access access = guarded();
        for (String name : List.of("", "an na", "x".repeat(33), "anna\n")) {
            for (int i = 0; i <= LoginLimit.FREE; i++) {
                assertThat(access.login(name, PASSWORD, "10." + name.length() + ".0." + i))
                        .as("'%s' for the %dth time", name, i)
                        .isInstanceOf(Access.Login.Wrong.class);
            }
        }
    }

    @Test
    void whoHasANetworkOfIpv6AddressesHasNoMoreGuesses() throws Exception {
        Access access = guarded();
        for (int i = 0; i < LoginLimit.FREE; i++) {
            access.login("nobody" + i, PASSWORD, "[2001:db8:1:2::" + i + "]");
        }
        assertThat(access.login("anna", PASSWORD, "2001:db8:1:2:ffff::1%eth9")).isInstanceOf(Access.Login.Later.class);
        assertThat(access.login("anna", PASSWORD, "2001:db8:1:3::1")).isInstanceOf(Access.Login.In.class);
    }

    @Test
    void onlyTheMetricsTokenScrapes() throws Exception {
        String hash = Access.sha256("the token");
        Access access = open(settings(
                "127.0.0.1", Optional.empty(), Optional.of(users(ANNA + "metricsTokenSha256: \"" + hash + "\"\n"))));
        assertThat(access.mayScrape("Bearer the token")).isTrue();
        for (String wrong : List.of("", "Bearer", "Bearer ", "Bearer the tokem", "Basic the token", hash)) {
            assertThat(access.mayScrape(wrong)).as(wrong).isFalse();
        }
        assertThat(guarded().mayScrape("Bearer "))
                .as("without a token nobody scrapes")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [] | names no supervisor",
                "users:\n  - {name: a b, role: viewer, password: x} | whose name is not",
                "users:\n  - {name: anna, password: x} | no role",
                "users:\n  - {name: anna, role: admin, password: x} | is not understood at line 2",
                "users:\n  - {name: anna, role: viewer, password: plain} | no bcrypt hash",
                "users:\n  - {name: anna, role: viewer, password: \"$2a$04$......................................................\"} | no bcrypt hash",
                "user: [] | is not understood",
                "users: [] \nmetricsTokenSha256: abc | names no supervisor"
            })
    void aFaultyUsersFileIsRefusedAndTheFaultNamed(String text) throws Exception {
        String[] parts = text.split(" \\| ");
        Path file = users(parts[0]);
        assertThatThrownBy(() -> open(settings("127.0.0.1", Optional.empty(), Optional.of(file))))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WEB_USERS_FILE))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(parts[1]);
    }

    @Test
    void aUsersFileThatEverybodyCanReadIsRefused() throws Exception {
        Path file = users(ANNA);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> open(settings("127.0.0.1", Optional.empty(), Optional.of(file))))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.advised()).contains("written by everybody", "chmod 0640"));
    }

    @Test
    void passwordsAreLongButNotEndless() {
        assertThatThrownBy(() -> Passwords.hash("elevenchars".toCharArray(), new SecureRandom()))
                .hasMessageContaining("12 to 128");
        assertThatThrownBy(() -> Passwords.hash("x".repeat(129).toCharArray(), new SecureRandom()))
                .hasMessageContaining("12 to 128");
        String longest = "\u00e9".repeat(127);
        String hash = Passwords.hash((longest + "a").toCharArray(), new SecureRandom());
        assertThat(Passwords.matches(longest + "a", hash)).isTrue();
        assertThat(Passwords.matches(longest + "b", hash))
                .as("no character beyond bcrypt's 72 bytes is lost")
                .isFalse();
        assertThat(Passwords.usable(hash)).isTrue();
    }
}
