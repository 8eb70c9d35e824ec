package org.twomes.station.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long one waits after failed logins, and who counts as one. */
@Tag("fast")
class LoginLimitTest {
    private final SetClock clock = new SetClock();

    @Test
    void theLongestWaitIsBoundedAndWhatIsRememberedToo() {
        LoginLimit limit = new LoginLimit(clock);
        for (int i = 0; i < 60; i++) {
            limit.failed("user anna");
        }
        assertThat(limit.wait("user anna")).isEqualTo(LoginLimit.LONGEST_WAIT);
        for (int i = 0; i < LoginLimit.MOST_KEYS; i++) {
            limit.failed("user " + i);
        }
        assertThat(limit.wait("user anna")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8:1:2::1, [2001:db8:1:2:3:4:5:6], true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%eth0, fe80::2%eth1, true",
        "::ffff:192.0.2.7, ::ffff:192.0.2.8, false",
        "::1, 2001:db8:1:2::1, false",
        "no:address, no:other, false"
    })
    void anIpv6AddressStandsForItsNetwork(String one, String other, boolean same) {
        assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
    }
}
