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
import org.twomes.station.backoffice.RegistrationAnswer.Unusable;
import tools.jackson.databind.JsonNode;

/**
 * Reads API v1's answers to POST /device (status, JSON {@code detail}) and those of whatever stands before it: proxies,
 * firewalls, log-in pages. Only what API v1 itself can have said counts as its word on a device.
 */
final class AnswerReader {
    private static final String NAME_IN_USE = "Device name already in use";
    private static final String TOKEN_IN_USE = "Activation token already in use";
    private static final String UNKNOWN_TYPE = "Unknown device type";
    private static final String NOT_ATTACHED = "Device not attached to account";
    private static final String NO_DEVICE = "No device found for provided activation token";

    /** Pydantic's mark of a field that was not sent; ours always is, so this is no matter of its rule. */
    private static final String MISSING = "value_error.missing";

    private static final String CHECK_ADDRESS = "check that backOffice.url leads to API v1";

    private AnswerReader() {}

    static RegistrationAnswer read(Reply reply, Registration registration) {
        if (reply instanceof Reply.Lost lost) {
            return new TryLater(lost.why(), Optional.empty(), lost.mayHaveArrived());
        }
        if (reply instanceof Reply.Blocked blocked) {
            return new Unusable(blocked.why(), blocked.remedy(), blocked.mayHaveArrived());
        }
        if (reply instanceof Reply.NotSent notSent) {
            return new Refused(RefusalReason.AUTHORISATION, notSent.why());
        }
        return read((Reply.Answered) reply, registration);
    }

    private static RegistrationAnswer read(Reply.Answered answer, Registration registration) {
        String said = said(answer);
        boolean api = isApi(answer.body());
        return switch (answer.status()) {
            case 200, 201 -> registered(answer, registration, said);
            case 400 -> api ? refusal(text(answer.body()), said) : unusable(answer, said);
            case 401, 403 ->
                api
                        ? new Refused(RefusalReason.AUTHORISATION, said + "; put a valid admin token into its file")
                        : unusable(answer, said);
            case 422 -> ruleBroken(answer, said);
            // Answered by the rate limiter before the API: the request did not reach the API.
            case 425, 429 -> new TryLater(said, answer.retryAfter(), false);
            case 408 -> new TryLater(said, answer.retryAfter(), true);
            // Not implemented, HTTP version not supported, network authentication required: never from API v1.
            case 501, 505, 511 -> unusable(answer, said);
            default -> answer.status() >= 500 ? new TryLater(said, answer.retryAfter(), true) : unusable(answer, said);
        };
    }

    /** What the answer to POST /device/activate proves of the token in it: two answers of API v1 do, word for word, no other does. */
    static TokenProof proof(Reply reply) {
        if (reply instanceof Reply.Answered answer) {
            JsonNode detail = Redactor.json(answer.body()).path("detail");
            String text = detail.isString() ? detail.stringValue() : "";
            if (answer.status() == 403 && text.equals(NOT_ATTACHED)) {
                return new TokenProof.Registered();
            }
            if (answer.status() == 404 && text.equals(NO_DEVICE)) {
                return new TokenProof.NotRegistered();
            }
            // The session of a device may stand in it: nothing but an error of API v1 is shown.
            String shown = text.isEmpty() ? "back office: " + answer.status() : said(answer);
            return new TokenProof.Unclear(shown + ", which does not tell whether the device is registered");
        }
        if (reply instanceof Reply.Lost lost) {
            return new TokenProof.Unclear(lost.why());
        }
        return new TokenProof.Unclear(
                reply instanceof Reply.Blocked blocked ? blocked.why() : ((Reply.NotSent) reply).why());
    }

    private static String said(Reply.Answered answer) {
        String where =
                answer.location().isEmpty() ? "" : ", redirected to " + Redactor.of(answer.location(), answer.mask());
        String plain = text(answer.body());
        String text = Redactor.isPage(plain) ? "with a web page" : Redactor.of(plain, answer.mask());
        return "back office: " + answer.status() + (text.isEmpty() ? "" : " " + text) + where;
    }

    /** Whether a body is in the form of FastAPI's errors. */
    private static boolean isApi(String body) {
        return Redactor.json(body).path("detail").isString();
    }

    private static Unusable unusable(Reply.Answered answer, String said) {
        return new Unusable(said, remedy(answer.status()), answer.status() < 300);
    }

    private static String remedy(int status) {
        return switch (status / 100) {
            case 2 -> CHECK_ADDRESS + ", and that no log-in page of this network answers in its place";
            case 3 -> "write the address that it redirects to into backOffice.url, if that is the back office's own";
            case 5 -> "ask who runs this network or the proxy before the back office";
            default ->
                switch (status) {
                    case 401, 403 ->
                        "ask who runs the firewall or proxy before the back office: it is not API v1 that refuses";
                    case 407 -> "let this machine through the proxy without a login, or leave backOffice.proxy out";
                    case 413, 414, 415, 422, 431 ->
                        "ask who runs the proxy before the back office: it changes or limits what the station sends";
                    default -> CHECK_ADDRESS + " and that the server runs";
                };
        };
    }

    private static RegistrationAnswer registered(Reply.Answered answer, Registration registration, String said) {
        JsonNode device = Redactor.json(answer.body());
        JsonNode id = device.path("id");
        String name = device.path("name").asString("");
        if (!id.canConvertToLong() || !id.isIntegralNumber() || name.isEmpty()) {
            return new Unusable(said + ", which is no device", remedy(answer.status()), true);
        }
        if (!name.toUpperCase(Locale.ROOT).equals(registration.name().toUpperCase(Locale.ROOT))) {
            return new Unusable(
                    "back office answers of %s when told of %s"
                            .formatted(Redactor.of(name, answer.mask()), registration.name()),
                    "look for a proxy that answers in place of API v1",
                    true);
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

    private static RegistrationAnswer refusal(String text, String said) {
        if (text.equals(NAME_IN_USE)) {
            return new NameTaken();
        }
        if (text.equals(TOKEN_IN_USE)) {
            return new TokenTaken();
        }
        RefusalReason reason = text.startsWith(UNKNOWN_TYPE) ? RefusalReason.TYPE : RefusalReason.OTHER;
        return new Refused(reason, said);
    }

    /** A rule of one of our three fields; any other complaint is of a request that was changed on its way, or of another API. */
    private static RegistrationAnswer ruleBroken(Reply.Answered answer, String said) {
        for (JsonNode complaint : Redactor.json(answer.body()).path("detail")) {
            JsonNode place = complaint.path("loc");
            String field = place.path(place.size() - 1).asString("");
            if (complaint.path("type").asString("").equals(MISSING)) {
                break;
            }
            switch (field) {
                case "name" -> {
                    return new Refused(RefusalReason.NAME_RULE, said);
                }
                case "activation_token" -> {
                    return new Refused(RefusalReason.TOKEN_RULE, said);
                }
                case "device_type" -> {
                    return new Refused(RefusalReason.TYPE, said);
                }
                default -> {}
            }
        }
        return unusable(answer, said);
    }

    /** The text of an answer. Of a 422 only field and message: its context echoes the request. */
    private static String text(String body) {
        JsonNode detail = Redactor.json(body).path("detail");
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
