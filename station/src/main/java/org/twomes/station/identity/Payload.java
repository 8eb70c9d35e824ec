package org.twomes.station.identity;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.twomes.station.common.Secret;
import org.twomes.station.common.SecretJson;
import org.twomes.station.config.Transport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON payload of the boot log.
 *
 * @param kind which of the two
 * @param tag the log tag of the line with its marker: the firmware library's name
 * @param name of the device
 * @param token {@code pop} of the QR payload, {@code activation_token} of the POST payload
 * @param deviceType of the POST payload; empty in the QR payload
 * @param provisioning how the QR payload says that the device is reached; of no worth in the POST payload
 */
record Payload(Kind kind, String tag, String name, Secret token, String deviceType, Provisioning provisioning) {
    enum Kind {
        QR("QR Code Payload:", "QR payload"),
        POST("POST /device payload:", "POST payload");

        final String marker;
        final String label;

        Kind(String marker, String label) {
            this.marker = marker;
            this.label = label;
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder(
                    SecretJson.factory().build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern TYPE = Pattern.compile("[!-~]{1,64}");

    /** An unsigned 32-bit number as {@code %u} prints it; the range is not checked. */
    private static final Pattern TOKEN = Pattern.compile("0|[1-9][0-9]{0,9}");

    private static final Pattern TRANSPORT = Pattern.compile("[A-Za-z]{1,16}");

    /** Security schemes of Espressif's provisioning: 0, 1 and 2. */
    private static final Pattern SECURITY = Pattern.compile("[012]");

    /** Reads {@code json}; empty when it is not what the firmware prints. The text is never logged, as it holds the token. */
    static Optional<Payload> read(Kind kind, String tag, String json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        boolean qr = kind == Kind.QR;
        Optional<String> name = text(node, "name", NAME);
        Optional<String> token = text(node, qr ? "pop" : "activation_token", TOKEN);
        Optional<String> rest = qr ? text(node, "transport", TRANSPORT) : text(node, "device_type", TYPE);
        if (name.isEmpty() || token.isEmpty() || rest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Payload(
                kind,
                tag,
                name.get(),
                Secret.of(token.get()),
                qr ? "" : rest.get(),
                qr ? provisioning(node, rest.get()) : Provisioning.BLE));
    }

    /** Generation A prints the scheme as a text in its SoftAP variant alone, where it says {@code ble} all the same. */
    private static Provisioning provisioning(JsonNode node, String transport) {
        JsonNode scheme = node.path("security");
        String number = scheme.isIntegralNumber() || scheme.isString() ? scheme.asString() : "";
        OptionalInt security =
                SECURITY.matcher(number).matches() ? OptionalInt.of(Integer.parseInt(number)) : OptionalInt.empty();
        boolean wrongForm = scheme.isString() && Transport.of(transport).equals(Optional.of(Transport.BLE));
        return new Provisioning(
                wrongForm ? Optional.of(Transport.SOFTAP) : Transport.of(transport),
                security,
                Optional.of(node.path("password"))
                        .filter(JsonNode::isString)
                        .map(text -> Secret.of(text.stringValue())),
                wrongForm);
    }

    /** The text at {@code key}; a token may also be printed as the number that it is. */
    private static Optional<String> text(JsonNode node, String key, Pattern rule) {
        JsonNode value = node.path(key);
        boolean fits = value.isString() || rule == TOKEN && value.isIntegralNumber();
        return Optional.of(value)
                .filter(given -> fits)
                .map(JsonNode::asString)
                .filter(given -> rule.matcher(given).matches());
    }
}
