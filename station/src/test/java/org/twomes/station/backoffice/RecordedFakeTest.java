package org.twomes.station.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.backoffice.RecordedPairs.Pair;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.FakeBackOffice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fake back office, asked what the real one was asked, in the same order, answers the same. */
@Tag("fast")
class RecordedFakeTest {
    private static final Secret ADMIN = Secret.of("Mg.admin-token-of-the-recorded-pairs-0123456789");
    /** The recording goes on with a row that is renamed in the database, and with the app's own calls. */
    private static final String FIRST_BEYOND = "Re-register after rename but without erase (same token)";
    /** Recorded apart, of a name that is registered and one that is free. */
    private static final List<String> EXISTENCE = List.of("name registered", "name free; no row written");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private FakeBackOffice fake;

    @BeforeEach
    void open() throws Exception {
        fake = new FakeBackOffice(ADMIN);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void everyRecordedCallGetsItsRecordedAnswer() throws Exception {
        List<Pair> calls = new ArrayList<>();
        List<Pair> last = new ArrayList<>();
        for (Pair pair : RecordedPairs.all()) {
            if (pair.title().equals(FIRST_BEYOND)) {
                break;
            }
            (EXISTENCE.contains(pair.title()) ? last : calls).add(pair);
        }
        calls.addAll(last);
        assertThat(calls).hasSizeGreaterThan(35);
        for (Pair pair : calls) {
            HttpResponse<String> answer = ask(pair);
            assertThat(answer.statusCode()).as(pair.title()).isEqualTo(pair.status());
            for (String header : List.of("content-type", "allow")) {
                if (pair.headers().containsKey(header)) {
                    assertThat(answer.headers().firstValue(header))
                            .as(pair.title())
                            .contains(pair.headers().get(header));
                }
            }
            compare(pair, answer.body());
        }
        assertThat(fake.devices()).extracting(FakeBackOffice.Device::name).contains("TWOMES-D3AD48", "TWOMES-00000D");
    }

    @Test
    void everyRecordedActivationGetsItsRecordedAnswer() throws Exception {
        fake.know("TWOMES-D3AD48", "Generic-Test", Secret.of("810667973"));
        fake.know("TWOMES-000005", "Generic-Test", Secret.of("12345678"));
        fake.attach("TWOMES-D3AD48");
        List<Pair> calls = RecordedPairs.all().stream()
                .filter(pair -> pair.request().equals("POST /device/activate"))
                .toList();
        assertThat(calls).extracting(Pair::status).containsExactlyInAnyOrder(200, 403, 404);
        for (Pair pair : calls) {
            HttpResponse<String> answer = ask(pair);
            assertThat(answer.statusCode()).as(pair.title()).isEqualTo(pair.status());
            JsonNode recorded = JsonMapper.shared().readTree(pair.body());
            JsonNode given = JsonMapper.shared().readTree(answer.body());
            if (pair.status() == 200) {
                assertThat(given.propertyNames()).isEqualTo(recorded.propertyNames());
            } else {
                assertThat(given).as(pair.title()).isEqualTo(recorded);
            }
        }
        assertThat(fake.sessions()).isOne();
        assertThat(fake.devices()).hasSize(2);
    }

    private HttpResponse<String> ask(Pair pair) throws Exception {
        String[] line = pair.request().split(" ", 2);
        String body = pair.sent().replace("<1025 x>", "x".repeat(1025));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fake.url() + line[1]))
                .method(
                        line[0],
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        pair.sentHeaders()
                .forEach((name, value) -> request.header(name, value.replace("<ADMIN_TOKEN>", ADMIN.reveal())));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void compare(Pair pair, String body) {
        if (pair.body().isBlank()) {
            assertThat(body).as(pair.title()).isEmpty();
            return;
        }
        JsonNode recorded = JsonMapper.shared().readTree(pair.body());
        JsonNode answer = JsonMapper.shared().readTree(body);
        if (pair.status() != 200) {
            assertThat(answer).as(pair.title()).isEqualTo(recorded);
            return;
        }
        // Number, time and the type's words are of that server's database.
        assertThat(answer.propertyNames()).as(pair.title()).isEqualTo(recorded.propertyNames());
        for (String same :
                List.of("/name", "/device_type/name", "/device_type/installation_manual_url", "/activated_on")) {
            assertThat(answer.at(same)).as(pair.title() + same).isEqualTo(recorded.at(same));
        }
    }
}
