package org.twomes.station.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is kept waiting by whose failures. */
@Tag("fast")
class LoginGuardTest {
    private static final String HASH = "$2a$10$" + "a".repeat(53);

    private final SetClock clock = new SetClock();
    private final LoginGuard guard = new LoginGuard(clock);

    private static LoginGuard.Caller anna(String address) {
        return new LoginGuard.Caller(Optional.of("anna"), ClientNetwork.of(address));
    }

    private void fails(LoginGuard.Caller caller, int times) {
        for (int i = 0; i < times; i++) {
            guard.failed(caller);
        }
    }

    @Test
    void whoGuessesOneNameFromManyNetworksWaitsAndTheUserDoesNotWhereTheyHaveBeenBefore() {
        guard.succeeded(anna("10.0.0.1"));
        for (int i = 0; i < LoginLimit.FREE_BY_NAME; i++) {
            guard.failed(anna("2001:db8:0:" + i + "::1"));
        }
        assertThat(guard.wait(anna("2001:db8:1::1"))).isEqualTo(LoginLimit.FIRST_WAIT);
        assertThat(guard.wait(anna("10.0.0.1"))).isEqualTo(Duration.ZERO);
        fails(anna("10.0.0.1"), LoginLimit.FREE);
        assertThat(guard.wait(anna("10.0.0.1")))
                .as("there, too, guesses are counted")
                .isPositive();
    }

    /** By one network alone, which waits itself, a name comes to its bound after hours only. */
    @Test
    void oneNetworkHardlyReachesTheBoundOfAName() {
        Duration passed = Duration.ZERO;
        for (int i = 0; i < LoginLimit.FREE_BY_NAME; i++) {
            Duration wait = guard.wait(anna("10.0.0.66"));
            clock.pass(wait);
            passed = passed.plus(wait);
            guard.failed(anna("10.0.0.66"));
        }
        assertThat(passed).isGreaterThan(Duration.ofHours(8));
    }

    /** The dotted and dotless i of Turkish, full-width letters, signs that become ours in lower case or by NFKC, and what is not seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u212Ai",
                "\u212AI",
                "k\u0130",
                "k\u0131",
                "\uFF4B\uFF49",
                "\uFF2BI",
                "ki ",
                " ki",
                "ki\u0000",
                "ki\n",
                "k\u00ADi",
                "ki\u0301",
                "ki\u200B",
                ""
            })
    void aNameIsLookedUpOnlyInTheFormInWhichItIsCounted(String name) throws Exception {
        Users users =
                Users.checked(Path.of("users.yaml"), List.of(new User("ki", Role.SUPERVISOR, HASH)), Optional.empty());
        assertThat(users.named(name)).isEmpty();
        assertThat(users.named("KI")).isPresent();
        assertThat(Users.key("KI")).isEqualTo(Users.key("ki"));
    }
}
