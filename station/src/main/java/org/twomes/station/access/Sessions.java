package org.twomes.station.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is logged in, in memory: a restart logs everybody out. */
final class Sessions {
    /** Unused this long, a session ends: a shift. */
    static final Duration IDLE = Duration.ofHours(12);
    /** However much it is used, a session ends after this. */
    static final Duration LONGEST = Duration.ofHours(24);
    /** Sessions at once; the oldest goes when there is one more. */
    static final int MOST = 256;
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
        entries.put(id, new Entry(new Session(user.name(), user.role(), token(random)), user, now, now));
        Iterator<String> oldest = entries.keySet().iterator();
        while (entries.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
        return id;
    }

    /** The session of this identifier, used from now; empty when it is over or never was. */
    synchronized Optional<Entry> find(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (!now.isBefore(entry.used().plus(IDLE))
                || !now.isBefore(entry.begun().plus(LONGEST))) {
            entries.remove(id);
            return Optional.empty();
        }
        entries.put(id, new Entry(entry.session(), entry.user(), entry.begun(), now));
        return Optional.of(entry);
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
