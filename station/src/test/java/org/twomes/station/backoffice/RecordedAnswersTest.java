package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.backoffice.RecordedPairs.Pair;
import org.twomes.station.backoffice.RegistrationAnswer.NameTaken;
import org.twomes.station.backoffice.RegistrationAnswer.Refused;
import org.twomes.station.backoffice.RegistrationAnswer.Registered;
import org.twomes.station.backoffice.RegistrationAnswer.TokenTaken;
import org.twomes.station.common.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the client makes of each answer that the real API gave to a POST of a device. */
@Tag("fast")
class RecordedAnswersTest {
    private static final Set<String> ADDRESSES =
            Set.of("POST /device", "POST /device/", "POST /v1/device", "PUT /device");

    private static final Map<String, Object> EXPECTED = expected();

    @TempDir
    Path folder;

    private static Map<String, Object> expected() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name registered", new NameTaken());
        map.put("name free; no row written", RefusalReason.TYPE);
        map.put("Create, success (seed example)", registered(12, "2026-11-23T20:43:35Z"));
        map.put("Create again, same body (duplicate name; not idempotent)", new NameTaken());
        map.put("Duplicate name, other token", new NameTaken());
        map.put("Other name, duplicate activation_token", new TokenTaken());
        map.put("Unknown device_type", RefusalReason.TYPE);
        map.put(
                "device_type in other letter case (collation utf8mb4_general_ci)",
                registered(13, "2026-11-23T20:43:36Z"));
        map.put("No Authorization header", RefusalReason.AUTHORISATION);
        map.put("Scheme other than Bearer", RefusalReason.AUTHORISATION);
        map.put("Bearer with empty token", RefusalReason.AUTHORISATION);
        map.put("Bad token, not of the form id.secret", RefusalReason.AUTHORISATION);
        map.put("Bad token, unknown admin id", RefusalReason.AUTHORISATION);
        map.put("Bad token, known admin id but wrong secret", RefusalReason.AUTHORISATION);
        map.put("lower-case scheme \"bearer\", valid token", registered(14, "2026-11-23T20:43:37Z"));
        map.put("Malformed JSON", RegistrationAnswer.Unusable.class);
        map.put("Empty body", RegistrationAnswer.Unusable.class);
        map.put("JSON of the wrong kind (array)", RegistrationAnswer.Unusable.class);
        map.put("Missing fields", RegistrationAnswer.Unusable.class);
        map.put("Name with lower-case hex", RefusalReason.NAME_RULE);
        map.put("v2-style name", RefusalReason.NAME_RULE);
        map.put("Name with leading blank", RefusalReason.NAME_RULE);
        map.put("activation_token of 7 digits (esp_random() < 10^7)", RefusalReason.TOKEN_RULE);
        map.put("activation_token of 8 digits", registered(15, "2026-11-23T20:43:37Z"));
        map.put("activation_token as a JSON number", registered(16, "2026-11-23T20:43:38Z"));
        map.put("activation_token with blanks around it (stripped)", registered(17, "2026-11-23T20:43:38Z"));
        map.put("activation_token of 1025 characters", RefusalReason.TOKEN_RULE);
        map.put("Name with a trailing part (regex is a prefix match)", registered(18, "2026-11-23T20:43:38Z"));
        map.put("Extra keys are ignored", registered(19, "2026-11-23T20:43:39Z"));
        map.put("Wrong content type", RegistrationAnswer.Unusable.class);
        map.put("No content type", registered(20, "2026-11-23T20:43:39Z"));
        map.put("Bad token and bad body together (body wins)", RefusalReason.NAME_RULE);
        map.put("No token and bad body together (auth wins)", RefusalReason.AUTHORISATION);
        map.put("Trailing slash", RegistrationAnswer.Unusable.class);
        map.put("Other method", RegistrationAnswer.Unusable.class);
        map.put(
                "Path with /v1 at the container itself (the prefix is stripped by Traefik only)",
                RegistrationAnswer.Unusable.class);
        map.put("Re-register after rename but without erase (same token)", new TokenTaken());
        map.put("Re-register after rename and erase (new token)", registered(21, "2026-11-23T20:43:40Z"));
        return map;
    }

    private static Registered registered(long id, String at) {
        return new Registered(id, Optional.of(Instant.parse(at)));
    }

    private static List<Pair> pairs() throws IOException {
        return RecordedPairs.all().stream()
                .filter(pair -> ADDRESSES.contains(pair.request()))
                .toList();
    }

    @Test
    void everyRecordedPostIsExpected() throws IOException {
        assertThat(pairs().stream().map(Pair::title).collect(Collectors.toSet()))
                .isEqualTo(EXPECTED.keySet());
        assertThat(pairs()).hasSameSizeAs(EXPECTED.keySet());
    }

    @TestFactory
    Stream<DynamicTest> recordedAnswerIsMapped() throws IOException {
        return pairs().stream().map(pair -> DynamicTest.dynamicTest(pair.title(), () -> check(pair)));
    }

    private void check(Pair pair) throws IOException {
        try (OneAnswerServer server = new OneAnswerServer(pair.status(), pair.headers(), pair.body())) {
            JsonNode recorded = json(pair.sent());
            boolean sendable =
                    recorded.size() == 3 && recorded.path("activation_token").isString();
            Registration sent = new Registration(
                    recorded.path("name").asString(Clients.BOARD.name()),
                    recorded.path("device_type").asString(Clients.BOARD.deviceType()),
                    Secret.of(recorded.path("activation_token")
                            .asString(Clients.BOARD.token().reveal())));
            RegistrationAnswer answer = Clients.client(server.address(), folder, Duration.ofSeconds(10))
                    .register(sent);
            Object expected = EXPECTED.get(pair.title());
            if (expected instanceof RefusalReason reason) {
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(reason));
            } else if (expected == RegistrationAnswer.Unusable.class) {
                assertThat(answer).isInstanceOf(RegistrationAnswer.Unusable.class);
            } else {
                assertThat(answer).isEqualTo(expected);
            }
            assertThat(answer.toString()).doesNotContain(sent.token().reveal()).doesNotContain(Clients.ADMIN);
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("POST /device");
                assertThat(request.authorization()).isEqualTo("Bearer " + Clients.ADMIN);
                assertThat(request.contentType()).isEqualTo("application/json");
                if (sendable) {
                    assertThat(json(request.body())).isEqualTo(recorded);
                }
            });
        }
    }

    /** The recorded request, or a missing node where it is no JSON. */
    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode();
        }
    }
}
