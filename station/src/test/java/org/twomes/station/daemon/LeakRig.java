package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.twomes.station.access.Passwords;
import org.twomes.station.common.Json;
import org.twomes.station.common.Secret;
import org.twomes.station.dashboard.Visitor;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.nvs.NvsReader;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigReset;
import org.twomes.station.rig.RigSettings;
import org.twomes.station.rig.board.HelloFlash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A daemon process on a rig with a viewer and a supervisor logged in, all its files in one folder. */
public final class LeakRig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String VIEWER_PASSWORD = "only-eyes-and-no-hands";
    private static final String SUPERVISOR_PASSWORD = "hands-that-may-do-it";
    private static final String ADMIN_TOKEN = "Mg.admin-token-of-the-leak-test-0123456789";
    private static final String TEXT_LOG = "log: {level: trace}";
    private static final Pattern API = Pattern.compile("\"(/api/[a-z./-]+)\"");
    private static final Path DASHBOARD = Path.of("src/main/java/org/twomes/station/dashboard");

    private final Path folder;
    private final Path tap;
    private final Path config;
    private final int port;
    private final Rig rig;
    private final FakeBackOffice backOffice;
    private final Map<String, byte[]> earlier = new LinkedHashMap<>();
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private RigDaemon daemon;
    private Visitor viewer;
    private Visitor supervisor;

    /** A station whose boards the rig resets. */
    public LeakRig(Path folder, Path tap, int slots) throws Exception {
        this(folder, tap, slots, List.of());
    }

    /**
     * A station on the rig.
     *
     * @param resets how the last slots' boards are reset, as a slot's {@code reset} has it; the rig resets those of the others
     */
    public LeakRig(Path folder, Path tap, int slots, List<String> resets) throws Exception {
        this.folder = folder;
        this.tap = tap;
        Path rigFolder = Files.createDirectories(tap.resolve("rig"));
        rig = new Rig(new RigSettings(rigFolder, slots, RigSettings.Speed.FAST, 7));
        backOffice = new FakeBackOffice(Secret.of(ADMIN_TOKEN));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path secrets = Files.createDirectories(tap.resolve("secrets"));
        privately(secrets.resolve("admin-token"), ADMIN_TOKEN);
        privately(
                secrets.resolve("users.yaml"),
                "users:\n  - {name: vera, role: viewer, password: \""
                        + hash(VIEWER_PASSWORD) + "\"}\n  - {name: sam, role: supervisor, password: \""
                        + hash(SUPERVISOR_PASSWORD) + "\"}\n");
        Path bundles = Files.createDirectories(folder.resolve("data/bundles"));
        try (InputStream in = LeakRig.class.getResourceAsStream("/org/twomes/station/rig/" + BUNDLE)) {
            Files.write(bundles.resolve(BUNDLE), in.readAllBytes());
        }
        config = folder.resolve("station.yaml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "station: {name: leak, data: data}",
                        "ports: {deviceRoot: " + rigFolder.resolve("dev") + ", sysRoot: " + rigFolder.resolve("sys")
                                + ", slots: " + Json.line(slots(slots, resets)) + "}",
                        "backOffice: {url: \"" + backOffice.url() + "\", tokenFile: " + secrets.resolve("admin-token")
                                + ", retryInitialDelay: 1s}",
                        "bundle: {name: " + BUNDLE + "}",
                        "device: {bootDeadline: 4s}",
                        "loader: {connectAttempts: 2}",
                        "pipeline: {attempts: 1, workers: 24}",
                        TEXT_LOG,
                        "dashboard: {port: " + port + ", users: " + secrets.resolve("users.yaml") + "}",
                        ""));
    }

    private List<Map<String, String>> slots(int slots, List<String> resets) {
        List<Map<String, String>> own = new ArrayList<>();
        for (int each = 0; each < resets.size(); each++) {
            String path = rig.slotPaths().get(slots - resets.size() + each);
            own.add(Map.of("path", path, "name", "R" + each, "reset", resets.get(each)));
        }
        return own;
    }

    private static String hash(String password) {
        return Passwords.hash(password.toCharArray(), new SecureRandom());
    }

    private static void privately(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }

    /** Starts the daemon, everything it can log included, and logs its visitors in. */
    public void start() throws Exception {
        Path log = tap.resolve("logback.xml");
        try (InputStream in = LeakRig.class.getResourceAsStream("/logback.xml")) {
            String own = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(log, own.replace("<root level=\"INFO\">", "<root level=\"DEBUG\">"));
        }
        daemon = new RigDaemon(
                config,
                tap.resolve("rig/control.sock"),
                tap.resolve("said"),
                out(),
                "-Dlogback.configurationFile=" + log,
                "-Dstation.log.console=DEBUG");
        URI server = URI.create("http://127.0.0.1:" + port);
        await("the daemon's web server").atMost(PATIENCE).ignoreExceptions().until(() -> {
            assertThat(daemon.alive()).as("the daemon lives").isTrue();
            return new Visitor(server).get("/login").statusCode() == 200;
        });
        viewer = new Visitor(server);
        supervisor = new Visitor(server);
        assertThat(viewer.logIn("vera", VIEWER_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(supervisor.logIn("sam", SUPERVISOR_PASSWORD).statusCode()).isEqualTo(200);
        viewer.stream("/api/events", events);
    }

    /** The station makes the tokens, from the next start on. */
    public void identityByStation() throws IOException {
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("device: {bootDeadline: 4s}", "device: {bootDeadline: 4s, identity: station}"));
    }

    /** The tokens in the key-value store of a board. */
    public List<String> stored(int macTail) {
        byte[] flash = rig.flash(BoardModel.usual(macTail).mac());
        byte[] nvs = Arrays.copyOfRange(flash, HelloFlash.NVS, HelloFlash.NVS + HelloFlash.NVS_BYTES);
        return NvsReader.read(nvs).entries().stream()
                .map(entry -> entry.value().text())
                .toList();
    }

    /** From the next start on. */
    public void logAsJson() throws IOException {
        Files.writeString(config, Files.readString(config).replace(TEXT_LOG, "log: {level: trace, format: json}"));
    }

    /** The daemon process. */
    public RigDaemon daemon() {
        return daemon;
    }

    /** Its back office. */
    public FakeBackOffice backOffice() {
        return backOffice;
    }

    /** Its configuration file. */
    public Path config() {
        return config;
    }

    /** Where the daemon's printed lines and temporary files are. */
    public Path out() throws IOException {
        return Files.createDirectories(folder.resolve("out"));
    }

    /** Plugs the board of this MAC with these faults. */
    public void plug(int slot, int macTail, String faults) {
        rig.plug(slot, BoardModel.usual(macTail), FaultScript.parse(faults));
    }

    /** Plugs a board that holds the firmware already, so that it says its token whenever it is not kept in its loader. */
    public void plugPrepared(int slot, int macTail, String faults) throws IOException {
        rig.bring(BoardModel.usual(macTail), HelloFlash.content());
        plug(slot, macTail, faults);
    }

    /** The operator taps RESET of the board in a slot, and it runs its firmware. */
    public void tapReset(int slot) throws Exception {
        RigReset reset = new RigReset(rig.controlSocket());
        try (MemoryLink named = new MemoryLink("ttyUSB" + slot, LoaderProtocol.ROM_BAUD, Duration.ofSeconds(1))) {
            reset.run(named);
        }
    }

    /** Waits until the slot is in {@code phase}. */
    public void awaitPhase(int slot, String phase) {
        await(phase + " in slot " + slot)
                .atMost(PATIENCE)
                .until(() -> slot(slot).path("phase").asString("").equals(phase));
    }

    /** Pulls the board out of the slot and waits until the station has noticed. */
    public void pull(int slot) {
        rig.unplug(slot);
        await().atMost(PATIENCE).until(() -> !slot(slot).path("present").asBoolean());
    }

    private JsonNode slot(int slot) {
        String path = rig.slotPaths().get(slot);
        for (JsonNode each : json("/api/slots")) {
            if (each.path("path").asString("").equals(path)) {
                return each;
            }
        }
        return JsonMapper.shared().createObjectNode();
    }

    private JsonNode json(String path) {
        return JsonMapper.shared().readTree(viewer.get(path).body());
    }

    /** Waits until the run in the slot has ended. */
    public void awaitEnd(int slot) {
        await("the end in slot " + slot)
                .atMost(PATIENCE)
                .until(() -> switch (slot(slot).path("phase").asString("")) {
                    case "DONE", "REMOVE_ME", "FAILED", "HELD" -> true;
                    default -> false;
                });
    }

    /** Waits until the page at {@code path} contains {@code text}. */
    public void awaitText(String path, String text) {
        await(text + " at " + path)
                .atMost(PATIENCE)
                .until(() -> Visitor.text(viewer.get(path)).contains(text));
    }

    /** Row of the unit with this MAC. */
    public long unit(int macTail) {
        return json("/api/units?text=" + StationOnRig.mac(macTail))
                .path(0)
                .path("id")
                .asLong(0);
    }

    /** Carries out an action as the supervisor. */
    public void act(String action, Map<String, Object> order) {
        HttpResponse<byte[]> answer = supervisor.post("/api/" + action, Json.line(order));
        assertThat(answer.statusCode()).as(action + ": " + Visitor.text(answer)).isEqualTo(200);
    }

    /** Everything that a viewer can see, and the files of the ledger that are there only while it runs. */
    public Map<String, byte[]> look() throws IOException {
        Map<String, byte[]> seen = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(List.of("/", "/login", "/unit?id=1", "/metrics", "/health", "/no-such"));
        paths.addAll(apiPaths());
        for (JsonNode unit : json("/api/units")) {
            paths.add("/api/unit?id=" + unit.path("id").asLong());
            paths.add("/api/units?text=" + unit.path("name").asString("none"));
        }
        for (JsonNode sheet : json("/api/sheets").path("sheets")) {
            paths.add("/api/sheet?number=" + sheet.path("number").asString(""));
            paths.add("/api/sheet.png?number=" + sheet.path("number").asString(""));
        }
        paths.add("/api/shift?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
        for (String path : paths) {
            HttpResponse<byte[]> answer = viewer.get(path);
            seen.put("GET " + path, answer.body());
            seen.put("GET " + path + " head", answer.headers().map().toString().getBytes(StandardCharsets.UTF_8));
        }
        seen.put("GET /api/audit for a supervisor", supervisor.get("/api/audit").body());
        for (String action : List.of("slot/run", "slot/identify", "unit/reprint", "sheets/reprint", "bundle", "x")) {
            HttpResponse<byte[]> answer =
                    viewer.post("/api/" + action, "{\"slot\":\"A1\",\"unit\":1,\"sheet\":\"leak-0001\"}");
            seen.put("POST " + action, answer.body());
        }
        assertThat(new String(seen.get("GET /api/units"), StandardCharsets.UTF_8))
                .contains(StationOnRig.name(0xD3AD40));
        for (Path file : files(folder.resolve("data"))) {
            if (file.getFileName().toString().startsWith("ledger.sqlite")) {
                earlier.put("data/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        return seen;
    }

    /** Every path of the API that the dashboard's source names. */
    private static List<String> apiPaths() throws IOException {
        List<String> paths = new ArrayList<>();
        for (Path file : files(DASHBOARD)) {
            API.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(path -> !path.equals("/api/events") && !path.endsWith("/"))
                    .forEach(paths::add);
        }
        assertThat(paths).contains("/api/units", "/api/shift.csv", "/api/slots", "/api/me");
        return paths;
    }

    /** Contents of the ledger files before the last step, by path; a later write may have removed what they held. */
    public Map<String, byte[]> earlier() {
        return earlier;
    }

    /** All live events that the viewer has received. */
    public byte[] events() {
        synchronized (events) {
            return events.toByteArray();
        }
    }

    /** What else nobody may find. */
    public Map<String, String> otherSecrets() throws IOException {
        return Map.of(
                "the admin token", ADMIN_TOKEN,
                "the viewer's password", VIEWER_PASSWORD,
                "the supervisor's password", SUPERVISOR_PASSWORD,
                "the supervisor's session", supervisor.session());
    }

    /** All regular files below {@code folder}. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() throws Exception {
        daemon.close();
        rig.close();
        backOffice.close();
    }
}
