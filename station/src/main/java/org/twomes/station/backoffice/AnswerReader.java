package org.twomes.station.backoffice;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.backoffice.RegistrationAnswer.NameTaken;
import org.twomes.station.backoffice.RegistrationAnswer.Refused;
import org.twomes.station.backoffice.RegistrationAnswer.Registered;
import org.twomes.station.backoffice.RegistrationAnswer.TokenTaken;
import org.twomes.station.backoffice.RegistrationAnswer.TryLater;
import tools.jackson.databind.JsonNode;

/** Reads API v1's answers to POST /device (status, JSON {@code detail}) and those of proxies before it (plain text). */
final class AnswerReader {
    private static final String NAME_IN_USE = "Device name already in use";
    private static final String TOKEN_IN_USE = "Activation token already in use";
    private static final String UNKNOWN_TYPE = "Unknown device type";

    /** Pydantic's mark of a field that was not sent; ours always is, so this is no matter of its rule. */
    private static final String MISSING = "value_error.missing";

    private AnswerReader() {}

    static RegistrationAnswer read(Reply reply, Registration registration) {
        if (reply instanceof Reply.Lost lost) {
            return new TryLater(lost.why(), Optional.empty(), lost.mayHaveArrived());
        }
        if (reply instanceof Reply.NotSent notSent) {
            return new Refused(RefusalReason.AUTHORISATION, notSent.why());
        }
        return read((Reply.Answered) reply, registration);
    }

    private static RegistrationAnswer read(Reply.Answered answer, Registration registration) {
        String said = "%d %s".formatted(answer.status(), Detail.of(words(answer.body()), answer.mask()));
        return switch (answer.status()) {
            case 200, 201 -> registered(answer, registration, said);
            case 400 -> refusal(words(answer.body()), said);
            case 401, 403 ->
                new Refused(
                        RefusalReason.AUTHORISATION,
                        "back office: " + said + "; put a valid admin token into its file");
            case 422 -> ruleBroken(answer.body(), said);
            case 408, 500, 502, 503, 504 -> new TryLater("back office: " + said, answer.retryAfter(), true);
            // Answered by the rate limiter before the API: the request did not reach the API.
            case 425, 429 -> new TryLater("back office: " + said, answer.retryAfter(), false);
            default -> otherStatus(answer, registration, said);
        };
    }

    private static RegistrationAnswer otherStatus(Reply.Answered answer, Registration registration, String said) {
        if (answer.status() >= 500) {
            return new TryLater("back office: " + said, answer.retryAfter(), true);
        }
        String where = answer.location().isEmpty() ? "" : " to " + Detail.of(answer.location(), answer.mask());
        return new Refused(
                RefusalReason.PROTOCOL, "back office: " + said + where + "; check that backOffice.url leads to API v1");
    }

    private static RegistrationAnswer registered(Reply.Answered answer, Registration registration, String said) {
        JsonNode device = Detail.json(answer.body());
        JsonNode id = device.path("id");
        String name = device.path("name").asString("");
        if (!id.canConvertToLong() || !id.isIntegralNumber() || name.isEmpty()) {
            return new TryLater(
                    "back office: " + said + ", which is no device; check that backOffice.url leads to API v1",
                    answer.retryAfter(),
                    true);
        }
        if (!name.toUpperCase(Locale.ROOT).equals(registration.name().toUpperCase(Locale.ROOT))) {
            return new Refused(
                    RefusalReason.PROTOCOL,
                    "back office registered %s when told %s"
                            .formatted(Detail.of(name, answer.mask()), registration.name()));
        }
        return new Registered(id.longValue(), time(device.path("created_on").asString("")));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static RegistrationAnswer refusal(String words, String said) {
        if (words.equals(NAME_IN_USE)) {
            return new NameTaken();
        }
        if (words.equals(TOKEN_IN_USE)) {
            return new TokenTaken();
        }
        RefusalReason reason = words.startsWith(UNKNOWN_TYPE) ? RefusalReason.TYPE : RefusalReason.PROTOCOL;
        return new Refused(reason, "back office: " + said);
    }

    private static RegistrationAnswer ruleBroken(String body, String said) {
        for (JsonNode complaint : Detail.json(body).path("detail")) {
            JsonNode place = complaint.path("loc");
            String field = place.path(place.size() - 1).asString("");
            if (complaint.path("type").asString("").equals(MISSING)) {
                break;
            }
            switch (field) {
                case "name" -> {
                    return new Refused(RefusalReason.NAME_RULE, "back office: " + said);
                }
                case "activation_token" -> {
                    return new Refused(RefusalReason.TOKEN_RULE, "back office: " + said);
                }
                case "device_type" -> {
                    return new Refused(RefusalReason.TYPE, "back office: " + said);
                }
                default -> {}
            }
        }
        return new Refused(RefusalReason.PROTOCOL, "back office: " + said);
    }

    /** The words of an answer. Of a 422 only field and message: its context echoes the request. */
    private static String words(String body) {
        JsonNode detail = Detail.json(body).path("detail");
        if (detail.isString()) {
            return detail.stringValue();
        }
        if (detail.isArray() && !detail.isEmpty()) {
            JsonNode first = detail.path(0);
            JsonNode place = first.path("loc");
            return place.path(place.size() - 1).asString("") + ": "
                    + first.path("msg").asString("");
        }
        return body;
    }
}
