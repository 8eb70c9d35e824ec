package org.twomes.station.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts failed logins by network, by name and network together, and, with a higher bound, by name from everywhere. The last
 * slows who guesses from many networks; it does not count at a network from which that user has logged in, so that nobody keeps a
 * user out by failing in their name from somewhere else.
 */
final class LoginGuard {
    /** Places remembered from which users have logged in; beyond, the least recently used is forgotten. */
    private static final int MOST_PLACES = 1024;

    private final LoginLimit limit;
    private final Map<String, Boolean> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_PLACES;
        }
    };

    LoginGuard(Clock clock) {
        this.limit = new LoginLimit(clock);
    }

    /**
     * Who tries.
     *
     * @param account the name in the form in which it is looked up; empty for what can be nobody's name, which is counted for its
     *     network alone: it would push out names that are guessed at
     * @param network as {@link ClientNetwork#of(String)} gives it
     */
    record Caller(Optional<String> account, String network) {
        private String networkKey() {
            return "network " + network;
        }

        private Optional<String> nameKey() {
            return account.map(name -> "user " + name);
        }

        private Optional<String> placeKey() {
            return account.map(name -> "user " + name + " at " + network);
        }
    }

    /** How long {@code caller} has to wait before the next try; zero when it need not. */
    synchronized Duration wait(Caller caller) {
        boolean known = caller.placeKey().map(places::get).isPresent();
        return Stream.of(
                        Optional.of(limit.wait(caller.networkKey())),
                        caller.placeKey().map(limit::wait),
                        caller.nameKey().filter(name -> !known).map(name -> limit.wait(name, LoginLimit.FREE_BY_NAME)))
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    synchronized void failed(Caller caller) {
        limit.failed(caller.networkKey());
        caller.placeKey().ifPresent(limit::failed);
        caller.nameKey().ifPresent(limit::failed);
    }

    synchronized void succeeded(Caller caller) {
        limit.succeeded(caller.networkKey());
        caller.placeKey().ifPresent(limit::succeeded);
        caller.nameKey().ifPresent(limit::succeeded);
        caller.placeKey().ifPresent(place -> places.put(place, true));
    }
}
