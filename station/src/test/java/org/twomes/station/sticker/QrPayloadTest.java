package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Secret;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("fast")
@net.jqwik.api.Tag("fast")
class QrPayloadTest {
    @Test
    void isCompactInTheFirmwaresKeyOrder() {
        String json = payload("TWOMES-D3AD48", "3375550652", OptionalInt.empty(), Optional.empty());
        assertThat(json)
                .isEqualTo("{\"ver\":\"v1\",\"name\":\"TWOMES-D3AD48\",\"pop\":\"3375550652\",\"transport\":\"ble\"}")
                .hasSize(72);
    }

    @Test
    void securityIsANumberAndComesAfterTransport() {
        assertThat(payload("TWOMES-D3AD48", "3375550652", OptionalInt.of(1), Optional.empty()))
                .endsWith("\"transport\":\"ble\",\"security\":1}")
                .hasSize(85);
    }

    @Test
    void passwordComesLast() {
        assertThat(payload("N", "1", OptionalInt.of(0), Optional.of("x\"y")))
                .endsWith(",\"security\":0,\"password\":\"x\\\"y\"}");
    }

    /** Else what the firmware's own payload said; else Bluetooth, as all known firmware that says it rightly. */
    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', ble, ''",
        "'', '', softap, 1, softap, 1",
        "SOFTAP, 2, ble, 1, softap, 2",
        "BLE, '', softap, '', ble, ''"
    })
    void whatIsConfiguredCounts(
            String transport, String security, String own, String ownSecurity, String said, String saidSecurity) {
        LabelContent c = Labels.content(1);
        LabelContent content = new LabelContent(
                c.name(),
                c.deviceType(),
                c.slot(),
                c.at(),
                c.pop(),
                false,
                Map.of(),
                new OwnPayload(
                        Transport.of(own),
                        ownSecurity.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(ownSecurity)),
                        Optional.empty()));
        StickerSection settings = Labels.provisioned(
                transport.isEmpty() ? Optional.empty() : Optional.of(Transport.valueOf(transport)),
                security.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(security)));
        String json = QrPayload.of(content, Secret.of("1234567890"), settings, Optional.empty())
                .compactJson()
                .reveal();
        assertThat(json)
                .endsWith("\"transport\":\"" + said + "\""
                        + (saidSecurity.isEmpty() ? "" : ",\"security\":" + saidSecurity) + "}");
    }

    @Test
    void whatIsNoPayloadIsNone() {
        for (String text : new String[] {"", "[]", "{", "{\"name\":\"A\"}", "{\"name\":\"A\",\"pop\":1}", "7"}) {
            assertThat(QrPayload.parse(Secret.of(text))).as(text).isEmpty();
        }
    }

    @Test
    void tokenIsNotInTheRecordsText() {
        QrPayload payload =
                new QrPayload("N", Secret.of("3375550652"), Transport.BLE, OptionalInt.empty(), Optional.empty());
        assertThat(payload.toString()).doesNotContain("3375550652");
        assertThat(payload.compactJson().toString()).doesNotContain("3375550652");
    }

    @Property
    void anyTextSurvivesAndThePayloadIsAscii(
            @ForAll("texts") String name, @ForAll("texts") String pop, @ForAll("texts") String password) {
        QrPayload payload =
                new QrPayload(name, Secret.of(pop), Transport.BLE, OptionalInt.of(2), Optional.of(Secret.of(password)));
        Secret json = payload.compactJson();
        assertThat(json.reveal().chars()).allMatch(c -> c >= 0x20 && c <= 0x7F);
        assertThat(QrPayload.parse(json)).contains(payload);
        JsonNode node = new JsonMapper().readTree(json.reveal());
        assertThat(node.get("pop").isString()).isTrue();
        assertThat(node.get("security").isInt()).isTrue();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '\u2fff')
                .withChars('"', '\\', '\n')
                .ofMaxLength(40);
    }

    private static String payload(String name, String pop, OptionalInt security, Optional<String> password) {
        return new QrPayload(name, Secret.of(pop), Transport.BLE, security, password.map(Secret::of))
                .compactJson()
                .reveal();
    }
}
