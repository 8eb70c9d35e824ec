package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.twomes.station.Bounded;
import org.twomes.station.common.SecretMask;

@Tag("rig")
class AnswerReaderPropertyTest {
    private static final long MOST_MEMORY = 16L << 20;
    private static final SecretMask SENT =
            SecretMask.of(List.of(Clients.ADMIN, Clients.BOARD.token().reveal()));

    private static RegistrationAnswer read(int status, String body) {
        return AnswerReader.read(new Reply.Answered(status, body, Optional.empty(), "", SENT), Clients.BOARD);
    }

    @Property
    void anyBodyIsMapped(@ForAll @IntRange(min = 200, max = 599) int status, @ForAll String body) {
        Bounded.run(
                MOST_MEMORY,
                () -> assertThat(read(status, body)).isNotNull().isNotInstanceOf(RegistrationAnswer.Registered.class));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"detail\"",
                        "\"loc\"",
                        "\"msg\"",
                        "\"type\"",
                        "\"name\"",
                        "\"id\"",
                        "null",
                        "1",
                        "-1e999",
                        "1.5",
                        "\"activation_token\"",
                        "\"body\"",
                        "true",
                        "\"TWOMES-D3AD48\"",
                        "3375550652")
                .list()
                .ofMaxSize(40);
    }

    @Property
    void anyJsonIsMappedAndNoTokenEchoed(
            @ForAll("statuses") int status, @ForAll("pieces") List<String> pieces, @ForAll boolean wrapped) {
        String body = String.join("", pieces);
        RegistrationAnswer answer = read(status, wrapped ? "{\"detail\":[{\"loc\":[" + body + "]}]}" : body);
        assertThat(answer.toString()).doesNotContain("3375550652");
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 400, 422, 401, 500, 307);
    }

    @Property
    void deepNestingIsMapped(@ForAll @IntRange(min = 1, max = 30_000) int depth) {
        Bounded.run(
                MOST_MEMORY,
                () -> assertThat(read(422, "[".repeat(depth))).isInstanceOf(RegistrationAnswer.Unusable.class));
    }

    @Property
    void noPlaceThatItPointsToEchoesTheToken(@ForAll String path) {
        Reply.Answered moved = new Reply.Answered(
                307, "", Optional.empty(), path + Clients.BOARD.token().reveal() + path, SENT);
        assertThat(AnswerReader.read(moved, Clients.BOARD).toString())
                .doesNotContain(Clients.BOARD.token().reveal());
    }

    @Property
    void anyRetryAfterIsBoundedOrNone(@ForAll String header) {
        Optional<Duration> wait = RetryAfter.parse(header, Clock.fixed(Clients.NOW, ZoneOffset.UTC));
        assertThat(wait.orElse(RetryAfter.MOST)).isBetween(Duration.ZERO, RetryAfter.MOST);
    }
}
