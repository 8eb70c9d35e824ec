package org.twomes.station.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.Digests;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;

/** Who may come in, and what they did. */
public final class Access {
    /** Who acts on a station that has no users: somebody at this machine. */
    public static final String LOCAL = "local";

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    /** How long a login waits for its turn: checking a password takes a quarter of a second. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private static final String BEARER = "Bearer ";

    private final @Nullable UsersFile users;
    private final Optional<Tls> tls;
    private final Sessions sessions;
    private final LoginGuard guesses;
    private final AuditLog audit;
    private final Session local;
    /** A hash for names that nobody has, so that the time of an answer does not tell which names exist; none without users. */
    private final CompletableFuture<String> decoy;
    /** Logins are checked one after the other, so that guessing costs no more than one core and skips no wait. */
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    /** How a login ended. */
    public sealed interface Login {
        /** In; {@code id} goes into a cookie and nowhere else. */
        record In(String id, Session session) implements Login {}

        /** Wrong name or password; which of the two is not said. */
        record Wrong() implements Login {}

        /** Too many failures: try again after {@code pause}. */
        record Later(Duration pause) implements Login {}
    }

    /**
     * Access to a web server with these settings.
     *
     * @param auditKept how long entries of the audit log are kept
     * @throws FaultException when it must not listen like this: beyond this machine it needs TLS and users
     */
    public Access(DashboardSection settings, Duration auditKept, Ledger ledger, SecureRandom random, Clock clock) {
        check(settings);
        this.users =
                settings.users().isPresent() ? new UsersFile(settings.users().get()) : null;
        this.tls =
                settings.tls().isPresent() ? Optional.of(Tls.read(settings.tls().get())) : Optional.empty();
        this.sessions = new Sessions(random, clock);
        this.guesses = new LoginGuard(clock);
        this.audit = new AuditLog(ledger, auditKept, clock);
        this.local = new Session(LOCAL, Role.SUPERVISOR, Sessions.token(random));
        // It takes a quarter of a second of one core, for which a start need not wait.
        this.decoy = users == null
                ? CompletableFuture.completedFuture("")
                : CompletableFuture.supplyAsync(
                        () -> Passwords.hash(Sessions.token(random).toCharArray(), random));
    }

    private static void check(DashboardSection settings) {
        if (settings.onThisMachine()) {
            return;
        }
        String where = "dashboard.bind " + settings.bind() + " is reachable from other machines and needs ";
        if (settings.tls().isEmpty()) {
            throw new FaultException(FaultCode.WEB_NO_TLS, where + "TLS");
        }
        if (settings.users().isEmpty()) {
            throw new FaultException(FaultCode.WEB_NO_USERS, where + "users");
        }
    }

    /** Certificate and key, if the web server has them. */
    public Optional<Tls> tls() {
        return tls;
    }

    /** Whether one has to log in; else everybody who reaches the web server is at this machine and a supervisor. */
    public boolean asksForLogin() {
        return users != null;
    }

    /** Tries a name and a password that came from {@code address}. */
    public Login login(String name, String password, String address) {
        if (users == null) {
            return new Login.Wrong();
        }
        Optional<String> account = Optional.of(name).filter(Users::mayBeName).map(Users::key);
        LoginGuard.Caller caller = new LoginGuard.Caller(account, ClientNetwork.of(address));
        // Who has to wait takes nobody's turn.
        Duration wait = guesses.wait(caller);
        if (!wait.isZero()) {
            return new Login.Later(wait);
        }
        if (!turn()) {
            return new Login.Later(BUSY);
        }
        try {
            return tried(users.users(), name, password, address, caller);
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean turn() {
        try {
            return oneAtATime.tryLock(BUSY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Login tried(Users known, String name, String password, String address, LoginGuard.Caller caller) {
        Duration wait = guesses.wait(caller);
        if (!wait.isZero()) {
            return new Login.Later(wait);
        }
        Optional<User> user = known.named(name);
        boolean right = Passwords.matches(password, user.map(User::password).orElseGet(decoy::join));
        if (user.isEmpty() || !right) {
            guesses.failed(caller);
            LOG.warn("A login failed from {}", address);
            user.ifPresent(found -> audit.event(found.name(), Role.VIEWER, "login failed", address));
            return new Login.Wrong();
        }
        guesses.succeeded(caller);
        audit.event(user.get().name(), user.get().role(), "login", address);
        String id = sessions.begin(user.get());
        return new Login.In(id, sessions.find(id).orElseThrow().session());
    }

    /** Whose session this is; somebody removed from the users file, or given another role or password, has none any more. */
    public Optional<Session> session(Optional<String> id) {
        if (users == null) {
            return Optional.of(local);
        }
        return id.flatMap(sessions::find)
                .filter(entry -> users.users()
                        .named(entry.user().name())
                        .filter(entry.user()::equals)
                        .isPresent())
                .map(Sessions.Entry::session);
    }

    /** Ends a session. */
    public void logout(String id, Session session) {
        sessions.end(id);
        audit.event(session.user(), session.role(), "logout", "");
    }

    /** Whether {@code carried} is the token that the session's actions must carry. */
    public boolean csrfFits(Session session, String carried) {
        return same(session.csrf(), carried);
    }

    /** Whether an {@code Authorization} header holds the metrics token. */
    public boolean mayScrape(String authorization) {
        if (users == null) {
            return true;
        }
        return authorization.startsWith(BEARER)
                && users.users()
                        .metricsTokenSha256()
                        .filter(hash -> same(hash, sha256(authorization.substring(BEARER.length()))))
                        .isPresent();
    }

    /**
     * Writes an action into the audit log, which is to be done after that.
     *
     * @return why it must not be done: this session, or this user, does too much; empty when it is written
     */
    public Optional<String> act(Session session, String action, String object) {
        return audit.act(session, action, object);
    }

    /** Writes into the audit log what became of an action; where it finds no place there, it is counted. */
    public void note(Session session, String action, String object) {
        audit.event(session.user(), session.role(), action, object);
    }

    /** What is wrong with the audit log, in words that go on after its name; empty when nothing is. */
    public Optional<String> auditTrouble() {
        return audit.trouble();
    }

    /** Entries that found no place in the audit log since the start. */
    public long auditRefusals() {
        return audit.refusals();
    }

    /** Compares in constant time. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(String text) {
        return Digests.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
