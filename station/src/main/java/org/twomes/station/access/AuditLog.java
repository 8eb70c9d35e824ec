package org.twomes.station.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.ledger.Ledger;

/**
 * Writes into the ledger's audit log, no faster than its bound allows for as long as entries are kept. Each user has a share of
 * each day; viewers and strangers together have less than half of it, so that supervisors' actions find their place whatever others
 * do. An action that finds none is not done. An event that has happened anyway, such as a login, is counted then, and the count is
 * written as soon as there is place. Nothing that was written ever goes for it.
 */
final class AuditLog {
    /** Entries that the ledger's audit log is meant to hold, at most some 300 MB. */
    static final long MOST_ENTRIES = 1_000_000;
    /** Entries of a station a day; people who work hard make some hundreds. */
    static final int PER_DAY = 10_000;
    /** Actions of one session at once, and in each minute after that. */
    static final int OF_SESSION = 120;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** What one user may fill of a day, and viewers and strangers together. */
    private static final double SHARE_OF_USER = 0.3;

    private static final double SHARE_OF_OTHERS = 0.4;
    private static final int MOST_SESSIONS = 1024;
    private static final String STATION = "station";

    private final Ledger ledger;
    private final Clock clock;
    private final int perDay;
    private final TokenBucket all;
    private final TokenBucket others;
    private final Map<String, TokenBucket> users = new HashMap<>();
    private final Map<String, TokenBucket> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_SESSIONS;
        }
    };
    /** Events that were not written one by one, by what they were. */
    private final Map<String, Integer> leftOut = new TreeMap<>();

    private long refused;
    private Optional<Instant> lastRefused = Optional.empty();
    private String lastUser = "";

    /** {@code kept} is how long entries are kept. */
    AuditLog(Ledger ledger, Duration kept, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        Instant now = clock.instant();
        // A day's worth may come at once, and as much in each day.
        this.perDay = (int) Math.min(PER_DAY, Math.max(1, MOST_ENTRIES / (kept.toDays() + 1)));
        this.all = new TokenBucket(perDay, DAY, now);
        this.others = new TokenBucket(share(SHARE_OF_OTHERS), DAY, now);
    }

    private int share(double part) {
        return (int) Math.max(1, perDay * part);
    }

    /** Writes an action that is about to be done. Gives why it must not be done; empty when it is written. */
    synchronized Optional<String> act(Session session, String action, String object) {
        Instant now = clock.instant();
        TokenBucket own = sessions.computeIfAbsent(session.csrf(), id -> new TokenBucket(OF_SESSION, MINUTE, now));
        if (!own.has(now)) {
            return Optional.of("Too many actions at once: at most %d a minute.".formatted(OF_SESSION));
        }
        if (!takes(session.user(), session.role(), now)) {
            refused(session.user(), now);
            return Optional.of("Not done: the audit log takes no more from " + session.user()
                    + " today. See the station's health.");
        }
        own.take();
        write(session.user(), action, object, now);
        return Optional.empty();
    }

    /** Writes what has happened, or counts it. */
    synchronized void event(String who, Role role, String action, String object) {
        Instant now = clock.instant();
        if (takes(who, role, now)) {
            write(who, action, object, now);
        } else {
            leftOut.merge(action + " of " + who, 1, Integer::sum);
            refused(who, now);
        }
    }

    private void write(String who, String action, String object, Instant now) {
        if (!leftOut.isEmpty() && all.has(now)) {
            all.take();
            String counts = leftOut.entrySet().stream()
                    .map(entry -> entry.getValue() + " times " + entry.getKey())
                    .collect(Collectors.joining(", "));
            ledger.audit(STATION, "not written one by one", counts, now);
            leftOut.clear();
        }
        ledger.audit(who, action, object, now);
    }

    /** Takes a place for an entry where there is one in each of its shares. */
    private boolean takes(String user, Role role, Instant now) {
        TokenBucket own = users.computeIfAbsent(user, name -> new TokenBucket(share(SHARE_OF_USER), DAY, now));
        List<TokenBucket> shares = role.covers(Role.SUPERVISOR) ? List.of(all, own) : List.of(all, own, others);
        if (!shares.stream().allMatch(bucket -> bucket.has(now))) {
            return false;
        }
        shares.forEach(TokenBucket::take);
        return true;
    }

    private void refused(String user, Instant now) {
        refused++;
        if (lastRefused.isEmpty() || !lastUser.equals(user)) {
            LOG.warn(
                    "The audit log takes no more entries of {} for now: {} a day is its share",
                    user,
                    share(SHARE_OF_USER));
        }
        lastRefused = Optional.of(now);
        lastUser = user;
    }

    /** Entries that found no place since the start. */
    synchronized long refusals() {
        return refused;
    }

    /** What is wrong with it: entries found no place within the last day, or it holds more than it is meant to. */
    synchronized Optional<String> trouble() {
        Instant now = clock.instant();
        if (lastRefused.filter(at -> at.plus(DAY).isAfter(now)).isPresent()) {
            return Optional.of("takes no more entries of some users, %d found no place, the last of %s"
                    .formatted(refused, lastUser));
        }
        long entries = ledger.auditEntries();
        return entries >= MOST_ENTRIES
                ? Optional.of("holds %d entries, more than the %d that it is meant to".formatted(entries, MOST_ENTRIES))
                : Optional.empty();
    }
}
