package org.twomes.station.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a proxy's header makes a request count for, and that nobody else's does. */
@Tag("fast")
class ClientAddressTest {
    private final ClientAddress clients = new ClientAddress(List.of("192.0.2.1", "192.0.2.2", "2001:db8::1"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.9 | 203.0.113.5                          | 198.51.100.9",
                "192.0.2.1    | 203.0.113.5                          | 203.0.113.5",
                "192.0.2.1    | 10.9.9.9, 203.0.113.5                | 203.0.113.5",
                "192.0.2.1    | 10.9.9.9;203.0.113.5                 | 203.0.113.5",
                "192.0.2.1    | 10.9.9.9, 203.0.113.5, 192.0.2.2     | 203.0.113.5",
                "192.0.2.1    | 203.0.113.5:4711                     | 203.0.113.5",
                "192.0.2.1    | [2001:db8:7::5]:4711                 | 2001:db8:7:0:0:0:0:5",
                "192.0.2.1    | 2001:db8:7::5                        | 2001:db8:7:0:0:0:0:5",
                "2001:db8::1  | 203.0.113.5                          | 203.0.113.5",
                "[2001:db8::1]| 203.0.113.5                          | 203.0.113.5",
                "192.0.2.1    | unknown                              | 192.0.2.1",
                "192.0.2.1    | 203.0.113.5, _hidden                 | 192.0.2.1",
                "192.0.2.1    | evil.example                         | 192.0.2.1",
                "192.0.2.1    | 203.0.113.5, ''                      | 192.0.2.1",
                "192.0.2.1    | 192.0.2.2                            | 192.0.2.2"
            })
    void theLastHopThatIsNoProxyOfOursCounts(String connected, String headers, String client) {
        List<String> forwarded = Arrays.asList(headers.replace("''", "").split(";"));
        assertThat(clients.of(connected, forwarded)).isEqualTo(client);
    }

    @Test
    void aProxyThatSaysNothingCountsForItself() {
        assertThat(clients.of("192.0.2.1", List.of())).isEqualTo("192.0.2.1");
    }
}
