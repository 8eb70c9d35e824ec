package org.twomes.station.backoffice;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the replies of API v1 mean; its words as recorded from its own source of October 2022. */
final class Answers {
    private static final String NAME_TAKEN = "Device name already in use";
    private static final String TOKEN_TAKEN = "Activation token already in use";
    private static final String UNKNOWN_TYPE = "Unknown device type";
    private static final int MOST_WORDS = 200;

    private Answers() {}

    static ExistenceAnswer existence(Reply reply) {
        RegistrationAnswer answer = registration(reply);
        if (answer instanceof RegistrationAnswer.NameTaken) {
            return new ExistenceAnswer.Taken();
        }
        if (answer instanceof RegistrationAnswer.TryLater later) {
            return new ExistenceAnswer.TryLater(later.why(), later.retryAfter());
        }
        if (answer instanceof RegistrationAnswer.Refused refused) {
            return refused.reason() == RefusalReason.TYPE
                    ? new ExistenceAnswer.Free()
                    : new ExistenceAnswer.Refused(refused.reason(), refused.detail());
        }
        return new ExistenceAnswer.Refused(
                RefusalReason.PROTOCOL, "the server took a device type that cannot exist: it is not API v1");
    }

    static RegistrationAnswer registration(Reply reply) {
        if (reply instanceof Reply.Unreached unreached) {
            return new RegistrationAnswer.TryLater(unreached.why(), Optional.empty(), false);
        }
        if (reply instanceof Reply.Lost lost) {
            return new RegistrationAnswer.TryLater(lost.why(), Optional.empty(), true);
        }
        if (reply instanceof Reply.NoToken none) {
            return new RegistrationAnswer.Refused(RefusalReason.AUTHORISATION, none.why());
        }
        return answered((Reply.Answered) reply);
    }

    private static RegistrationAnswer answered(Reply.Answered reply) {
        int status = reply.status();
        Optional<JsonNode> json = json(reply.body());
        String words = words(status, json, reply.body());
        if (status == 200) {
            return json.filter(node -> node.path("id").isIntegralNumber())
                    .<RegistrationAnswer>map(node ->
                            new RegistrationAnswer.Registered(node.path("id").asLong()))
                    .orElseGet(() ->
                            new RegistrationAnswer.TryLater("200 without a device: " + words, Optional.empty(), true));
        }
        if (status == 429) {
            return new RegistrationAnswer.TryLater(words, reply.retryAfter(), false);
        }
        if (status >= 500 || status == 408) {
            return new RegistrationAnswer.TryLater(words, reply.retryAfter(), true);
        }
        if (status == 401 || status == 403) {
            return new RegistrationAnswer.Refused(RefusalReason.AUTHORISATION, words);
        }
        if (status == 422) {
            return new RegistrationAnswer.Refused(rule(json), words);
        }
        String detail = json.map(node -> node.path("detail").asString("")).orElse("");
        if (status == 400 && detail.equals(NAME_TAKEN)) {
            return new RegistrationAnswer.NameTaken();
        }
        if (status == 400 && detail.equals(TOKEN_TAKEN)) {
            return new RegistrationAnswer.TokenTaken();
        }
        boolean type = status == 400 && detail.startsWith(UNKNOWN_TYPE);
        return new RegistrationAnswer.Refused(type ? RefusalReason.TYPE : RefusalReason.PROTOCOL, words);
    }

    private static RefusalReason rule(Optional<JsonNode> json) {
        if (json.isPresent()) {
            for (JsonNode problem : json.get().path("detail")) {
                String field = problem.path("loc").path(1).asString("");
                if (field.equals("activation_token")) {
                    return RefusalReason.TOKEN_RULE;
                }
                if (field.equals("name")) {
                    return RefusalReason.NAME_RULE;
                }
                if (field.equals("device_type")) {
                    return RefusalReason.TYPE;
                }
            }
        }
        return RefusalReason.PROTOCOL;
    }

    /** Status and message, never the request's own values: a 422 may repeat what was sent. */
    private static String words(int status, Optional<JsonNode> json, String body) {
        String text;
        if (json.isPresent() && json.get().path("detail").isString()) {
            text = json.get().path("detail").asString();
        } else if (json.isPresent() && json.get().path("detail").isArray()) {
            JsonNode first = json.get().path("detail").path(0);
            text = first.path("loc").path(1).asString("") + " "
                    + first.path("msg").asString("");
        } else if (json.isPresent()) {
            text = "";
        } else {
            text = body;
        }
        String plain = text.replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[0-9]{5,}", "******")
                .strip();
        String shortened = plain.length() > MOST_WORDS ? plain.substring(0, MOST_WORDS) + "..." : plain;
        return String.format(Locale.ROOT, "%d %s", status, shortened).strip();
    }

    private static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(JsonMapper.shared().readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
