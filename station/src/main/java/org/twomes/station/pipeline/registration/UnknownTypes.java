package org.twomes.station.pipeline.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Device types that the back office does not know. Registrations of such a type wait; one of them is tried now and then, and
 * once it goes through, so do the others.
 */
public final class UnknownTypes {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownTypes.class);

    private final BackOff backOff;
    private final Clock clock;
    private final Runnable knownAgain;
    private final Map<String, Unknown> types = new TreeMap<>();

    /**
     * One of them.
     *
     * @param type as we call it
     * @param why the back office's words
     * @param until no registration of it is tried before
     * @param inARow tries in vain, one a wait
     */
    public record Unknown(String type, String why, Instant until, int inARow) {}

    /** Runs {@code knownAgain} whenever a type has become known. */
    public UnknownTypes(BackOff backOff, Clock clock, Runnable knownAgain) {
        this.backOff = backOff;
        this.clock = clock;
        this.knownAgain = knownAgain;
    }

    /** All of them now. */
    public synchronized Map<String, Unknown> all() {
        return Map.copyOf(types);
    }

    /** The one named {@code type}, when no registration of it is to be tried now. */
    public synchronized Optional<Unknown> silent(String type) {
        return Optional.ofNullable(types.get(key(type)))
                .filter(unknown -> clock.instant().isBefore(unknown.until()));
    }

    /** Whether one of them is to be tried now. */
    synchronized boolean due() {
        return types.values().stream().anyMatch(unknown -> !clock.instant().isBefore(unknown.until()));
    }

    /** The back office does not know {@code type}. Those that were under way together are one failure. */
    public synchronized Unknown refused(String type, String why) {
        Unknown before = types.get(key(type));
        if (before != null && clock.instant().isBefore(before.until())) {
            return before;
        }
        if (before == null) {
            LOG.error(
                    "The back office does not know the device type {}: boards of it wait for their registration. {}",
                    type,
                    why);
        }
        int inARow = before == null ? 1 : before.inARow() + 1;
        Unknown now = new Unknown(type, why, clock.instant().plus(backOff.after(inARow - 1)), inARow);
        types.put(key(type), now);
        return now;
    }

    /** The back office knows {@code type}. */
    public void known(String type) {
        synchronized (this) {
            if (types.remove(key(type)) == null) {
                return;
            }
        }
        LOG.info("The back office knows the device type {} now", type);
        knownAgain.run();
    }

    /** The next registration of each is tried whenever it comes. */
    public synchronized void askNow() {
        types.replaceAll(
                (key, unknown) -> new Unknown(unknown.type(), unknown.why(), clock.instant(), unknown.inARow()));
    }

    /** The server compares without case. */
    private static String key(String type) {
        return type.toLowerCase(Locale.ROOT);
    }
}
