package org.twomes.station.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is logged in, in memory: a restart logs everybody out. */
final class Sessions {
    /** Unused this long, a session ends: a shift. */
    static final Duration IDLE = Duration.ofHours(12);
    /** However much it is used, a session ends after this. */
    static final Duration LONGEST = Duration.ofHours(24);
    /** Sessions of one user at once, for several screens may share one; with one more, that which was not used for longest ends. */
    static final int MOST_BY_USER = 64;
    /** Bytes of chance in an identifier; OWASP ASVS 4.0, 3.2.2 asks for 8. */
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A session and its user as they were at the login. */
    record Entry(Session session, User user, Instant begun, Instant used) {}

    Sessions(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session; gives its identifier, which nobody else may see. */
    synchronized String begin(User user) {
        String id = token(random);
        Instant now = clock.instant();
        entries.values().removeIf(entry -> over(entry, now));
        List<String> own = entries.entrySet().stream()
                .filter(entry -> entry.getValue().user().name().equals(user.name()))
                .sorted(Comparator.comparing(entry -> entry.getValue().used()))
                .map(Map.Entry::getKey)
                .toList();
        own.subList(0, Math.max(0, own.size() + 1 - MOST_BY_USER)).forEach(entries::remove);
        entries.put(id, new Entry(new Session(user.name(), user.role(), token(random)), user, now, now));
        return id;
    }

    private static boolean over(Entry entry, Instant now) {
        return !now.isBefore(entry.used().plus(IDLE))
                || !now.isBefore(entry.begun().plus(LONGEST));
    }

    /** The session of this identifier, used from now; empty when it is over or never was. */
    synchronized Optional<Entry> find(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (over(entry, now)) {
            entries.remove(id);
            return Optional.empty();
        }
        entries.put(id, new Entry(entry.session(), entry.user(), entry.begun(), now));
        return Optional.of(entry);
    }

    /** How many are kept. */
    synchronized int size() {
        return entries.size();
    }

    synchronized void end(String id) {
        entries.remove(id);
    }

    /** So long that nobody guesses it. */
    static String token(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
