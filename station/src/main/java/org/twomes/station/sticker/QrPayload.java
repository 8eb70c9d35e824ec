package org.twomes.station.sticker;

import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Secret;
import org.twomes.station.common.SecretJson;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the label's QR code says: Espressif's provisioning payload. {@code pop} is a JSON string also where it is all digits,
 * because the iOS library refuses a number; {@code security} is a number, because it refuses a string; it is left out unless
 * configured, as the firmware does.
 *
 * @param name device name, e.g. {@code TWOMES-D3AD48}
 * @param pop proof of possession: the activation token
 * @param transport exactly {@code ble} or {@code softap}: apps refuse other forms
 * @param security security scheme 0, 1 or 2
 * @param password password of a SoftAP
 */
public record QrPayload(String name, Secret pop, Transport transport, OptionalInt security, Optional<Secret> password) {
    private static final String VERSION = "v1";

    /** All ASCII, so that no reader has to guess a character set. */
    private static final JsonMapper JSON = JsonMapper.builder(SecretJson.factory()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    /**
     * The payload of a label: what is configured, else what the firmware's own payload said.
     *
     * @param pop what it says as proof of possession
     */
    public static QrPayload of(LabelContent content, Secret pop, StickerSection settings, Optional<Secret> password) {
        OwnPayload own = content.own();
        return new QrPayload(
                content.name(),
                pop,
                settings.transport().or(own::transport).orElse(Transport.BLE),
                settings.security().isPresent() ? settings.security() : own.security(),
                password.or(own::password));
    }

    /** The payload as compact JSON in ASCII, keys in the order ver, name, pop, transport, security, password. */
    public Secret compactJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("ver", VERSION);
        node.put("name", name);
        node.put("pop", pop.reveal());
        node.put("transport", transport.written());
        security.ifPresent(number -> node.put("security", number));
        password.ifPresent(secret -> node.put("password", secret.reveal()));
        return Secret.of(JSON.writeValueAsString(node));
    }

    /** Reads a payload, also one with further keys; empty when it is none: no JSON object, or name or pop not a text. */
    public static Optional<QrPayload> parse(Secret json) {
        JsonNode node;
        try {
            node = JSON.readTree(json.reveal());
        } catch (JacksonException e) {
            return Optional.empty();
        }
        JsonNode name = node.path("name");
        JsonNode pop = node.path("pop");
        if (!node.isObject() || !name.isString() || !pop.isString()) {
            return Optional.empty();
        }
        JsonNode security = node.path("security");
        JsonNode password = node.path("password");
        return Optional.of(new QrPayload(
                name.stringValue(),
                Secret.of(pop.stringValue()),
                Transport.of(node.path("transport").asString("")).orElse(Transport.BLE),
                security.isInt() ? OptionalInt.of(security.intValue()) : OptionalInt.empty(),
                password.isString() ? Optional.of(Secret.of(password.stringValue())) : Optional.empty()));
    }
}
