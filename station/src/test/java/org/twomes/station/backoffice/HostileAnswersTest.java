package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twomes.station.common.HostileText;
import org.twomes.station.common.SecretMask;
import tools.jackson.databind.json.JsonMapper;

/** What a back office says reaches nobody raw, wherever in its answer it stands. */
@Tag("fast")
class HostileAnswersTest {
    static Stream<String> hostile() {
        return HostileText.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noAnswerIsRaw(String text) {
        String quoted = JsonMapper.shared().writeValueAsString(text.replaceAll("[\ud800\udc00]", ""));
        for (int status : new int[] {200, 307, 400, 401, 404, 422, 429, 500, 599}) {
            for (String body : new String[] {
                text,
                "{\"detail\":" + quoted + "}",
                "{\"detail\":[{\"loc\":[\"body\"," + quoted + "],\"msg\":" + quoted + "}]}",
                "{\"id\":1,\"name\":" + quoted + "}",
                "<html>" + text + "</html>"
            }) {
                Reply.Answered answer = new Reply.Answered(status, body, Optional.empty(), text, SecretMask.NONE);
                String said = AnswerReader.read(answer, Clients.BOARD).toString();
                assertThat(HostileText.unfit(said, ""))
                        .as("%d %s", status, body)
                        .isEmpty();
                assertThat(said).hasSizeLessThan(1_000);
            }
        }
        String database = Redactor.of(new SQLException(text), SecretMask.NONE);
        assertThat(HostileText.unfit(database, "")).isEmpty();
    }
}
