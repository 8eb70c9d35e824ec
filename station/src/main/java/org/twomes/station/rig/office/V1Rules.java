package org.twomes.station.rig.office;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * API v1's POST /device and POST /device/activate: their checks in their order, their words, and their table. As recorded from
 * the server's source of October 2022.
 */
public final class V1Rules {
    private static final List<String> TYPES = List.of(
            "DSMR-P1-gateway-TinTsTr",
            "DSMR-P1-gateway",
            "DSMR-P1-gateway-TinTsTrCO2",
            "DSMR-P1-gateway-TinCO2",
            "OpenThermGW-Nodo",
            "OpenThermGW-DIYLESS",
            "OpenTherm-Monitor",
            "CO2-meter-SCD4x",
            "Presence-Detector",
            "Generic-Test",
            "twomes-boiler-base-firmware");
    private static final String JSON = "application/json";
    private static final String NAME_RULE = "TWOMES-([0-9A-F]){6}";

    /** An HTTP answer. */
    public record Answer(int status, String type, String body, Map<String, String> headers) {}

    public static final String ACTIVATE = "/device/activate";

    private final Secret adminToken;
    private final DeviceTable table;
    private final Set<String> types = new LinkedHashSet<>(TYPES);
    private final Set<String> attached = new HashSet<>();
    private int sessions;

    /** @param table where devices are kept */
    public V1Rules(Secret adminToken, DeviceTable table) {
        this.adminToken = adminToken;
        this.table = table;
    }

    /** Every registered device. */
    public synchronized List<FakeBackOffice.Device> devices() {
        return List.copyOf(table.devices());
    }

    /** Registers a device, as if by an earlier request. */
    public synchronized void know(String name, String type, Secret token) {
        table.add(name, type, token);
    }

    /** As when the app attaches the device {@code name} to an account. */
    public synchronized void attach(String name) {
        attached.add(name.toUpperCase(Locale.ROOT));
    }

    /** Sessions given to devices; each ends the device's session before it. */
    public synchronized int sessions() {
        return sessions;
    }

    /** Makes a device type known. */
    public synchronized void addType(String type) {
        types.add(type);
    }

    /** Forgets a device type. */
    public synchronized void removeType(String type) {
        types.remove(type);
    }

    public synchronized Answer answer(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String contentType,
            String body,
            boolean refuseToken) {
        if (path.equals("/device/") && method.equals("POST")) {
            return new Answer(307, JSON, "", Map.of("Location", "/device"));
        }
        if (path.equals(ACTIVATE) && method.equals("POST")) {
            return malformed(contentType, body, List.of("activation_token"))
                    .orElseGet(() -> activate(JsonMapper.shared()
                            .readTree(body)
                            .get("activation_token")
                            .asString()
                            .strip()));
        }
        boolean ofOneDevice = path.matches("/(device|device_type)/[^/]+");
        if (!path.equals("/device") && !ofOneDevice) {
            return detail(404, "Not Found");
        }
        String taken = ofOneDevice ? "GET" : "POST";
        boolean reading = method.equals("GET");
        if (!method.equals(taken) && !reading) {
            return new Answer(405, JSON, "{\"detail\":\"Method Not Allowed\"}", Map.of("Allow", taken));
        }
        String[] credentials =
                authorization == null ? new String[0] : authorization.strip().split("\\s+", 2);
        if (credentials.length < 2) {
            return detail(403, "Not authenticated");
        }
        if (!credentials[0].equalsIgnoreCase("bearer")) {
            return detail(403, "Invalid authentication credentials");
        }
        if (reading) {
            // Nobody but the app and the device itself reads; it has no sessions of theirs.
            return detail(401, "Invalid " + (ofOneDevice ? "account" : "device") + " session token");
        }
        Optional<Answer> malformed = malformed(contentType, body, List.of("name", "device_type", "activation_token"));
        if (malformed.isPresent()) {
            return malformed.get();
        }
        if (refuseToken || !credentials[1].equals(adminToken.reveal())) {
            return detail(401, "Invalid admin session token");
        }
        JsonNode json = JsonMapper.shared().readTree(body);
        return create(
                json.get("name").asString(),
                json.get("device_type").asString(),
                json.get("activation_token").asString().strip());
    }

    /** Asks for no authorisation; changes nothing unless the device is attached, which then gets a session in place of its own. */
    private Answer activate(String token) {
        Optional<FakeBackOffice.Device> device = table.devices().stream()
                .filter(one -> one.token().reveal().equalsIgnoreCase(token))
                .findFirst();
        if (device.isEmpty()) {
            return detail(404, "No device found for provided activation token");
        }
        if (!attached.contains(device.get().name().toUpperCase(Locale.ROOT))) {
            return detail(403, "Device not attached to account");
        }
        sessions++;
        String session = token("session-" + sessions).reveal();
        return new Answer(
                200, JSON, JsonMapper.shared().writeValueAsString(Map.of("session_token", session)), Map.of());
    }

    private Answer create(String name, String type, String token) {
        List<FakeBackOffice.Device> devices = table.devices();
        if (devices.stream().anyMatch(device -> device.name().equalsIgnoreCase(name))) {
            return detail(400, "Device name already in use");
        }
        Optional<String> known =
                types.stream().filter(one -> one.equalsIgnoreCase(type)).findFirst();
        if (known.isEmpty()) {
            return detail(400, "Unknown device type \"" + type + "\"");
        }
        if (devices.stream().anyMatch(device -> device.token().reveal().equalsIgnoreCase(token))) {
            return detail(400, "Activation token already in use");
        }
        long id = table.add(name, known.get(), Secret.of(token));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put("name", name);
        Map<String, Object> deviceType = new LinkedHashMap<>();
        deviceType.put("name", known.get());
        deviceType.put("display_name", known.get());
        deviceType.put("installation_manual_url", "https://energietransitiewindesheim.nl/manuals/" + known.get() + "/");
        answer.put("device_type", deviceType);
        answer.put(
                "created_on",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00"));
        answer.put("activated_on", null);
        return new Answer(200, JSON, JsonMapper.shared().writeValueAsString(answer), Map.of());
    }

    private static Optional<Answer> malformed(@Nullable String contentType, String body, List<String> fields) {
        if (contentType != null && !contentType.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            return Optional.of(
                    problems(List.of(problem(List.of("body"), "value is not a valid dict", "type_error.dict"))));
        }
        if (body.isEmpty()) {
            return Optional.of(problems(List.of(problem(List.of("body"), "field required", "value_error.missing"))));
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return Optional.of(problems(List.of(undecoded(body, e))));
        }
        List<Map<String, Object>> found = new ArrayList<>();
        for (String field : fields) {
            check(json, field, found);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(problems(found));
    }

    /** What is wrong with one field of a request. */
    private static void check(JsonNode json, String field, List<Map<String, Object>> found) {
        Optional<String> text = text(json, field, found);
        switch (field) {
            case "name" -> text.ifPresent(name -> checkName(name, found));
            case "activation_token" -> text.map(String::strip).ifPresent(token -> checkToken(token, found));
            default -> {}
        }
    }

    private static void checkName(String name, List<Map<String, Object>> found) {
        if (!name.matches(NAME_RULE + ".*")) {
            found.add(problem(
                    List.of("body", "name"),
                    "string does not match regex \"" + NAME_RULE + "\"",
                    "value_error.str.regex",
                    Map.of("pattern", NAME_RULE)));
        }
    }

    private static void checkToken(String token, List<Map<String, Object>> found) {
        if (token.length() < 8) {
            found.add(problem(
                    List.of("body", "activation_token"),
                    "ensure this value has at least 8 characters",
                    "value_error.any_str.min_length",
                    Map.of("limit_value", 8)));
        } else if (token.length() > 1024) {
            found.add(problem(
                    List.of("body", "activation_token"),
                    "ensure this value has at most 1024 characters",
                    "value_error.any_str.max_length",
                    Map.of("limit_value", 1024)));
        }
    }

    private static Optional<String> text(JsonNode json, String field, List<Map<String, Object>> problems) {
        JsonNode value = json.path(field);
        if (value.isValueNode() && !value.isNull()) {
            return Optional.of(value.asString());
        }
        problems.add(problem(List.of("body", field), "field required", "value_error.missing"));
        return Optional.empty();
    }

    private static Map<String, Object> problem(List<Object> place, String message, String type) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("loc", place);
        problem.put("msg", message);
        problem.put("type", type);
        return problem;
    }

    private static Map<String, Object> problem(
            List<Object> place, String message, String type, Map<String, Object> context) {
        Map<String, Object> problem = problem(place, message, type);
        problem.put("ctx", context);
        return problem;
    }

    /** What Python's decoder says of a body that is no JSON: the words for what it misses, and where. */
    private static Map<String, Object> undecoded(String body, JacksonException e) {
        int at = (int) Math.max(0, Math.min(body.length(), e.getLocation().getCharOffset()));
        String before = body.substring(0, at).strip();
        String what = before.endsWith(",") || before.endsWith("{")
                ? "Expecting property name enclosed in double quotes"
                : "Expecting value";
        int line = e.getLocation().getLineNr();
        int column = e.getLocation().getColumnNr();
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("msg", what);
        context.put("doc", body);
        context.put("pos", at);
        context.put("lineno", line);
        context.put("colno", column);
        String message = String.format("%s: line %d column %d (char %d)", what, line, column, at);
        return problem(List.of("body", at), message, "value_error.jsondecode", context);
    }

    private static Answer problems(List<Map<String, Object>> problems) {
        return new Answer(422, JSON, JsonMapper.shared().writeValueAsString(Map.of("detail", problems)), Map.of());
    }

    private static Answer detail(int status, String text) {
        return new Answer(status, JSON, JsonMapper.shared().writeValueAsString(Map.of("detail", text)), Map.of());
    }

    /** A token in the form of API v1's own: the admin's number, a dot, a random part. */
    static Secret token(String random) {
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString("2".getBytes(StandardCharsets.US_ASCII))
                + "." + random);
    }
}
