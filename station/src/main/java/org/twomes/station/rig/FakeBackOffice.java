package org.twomes.station.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.twomes.station.common.Secret;
import org.twomes.station.common.Threads;
import org.twomes.station.rig.office.BcryptLoad;
import org.twomes.station.rig.office.ListedDevices;
import org.twomes.station.rig.office.V1Rules;

/** A back office that behaves as the recorded API v1 does, with troubles that can be switched on and off. Loopback only. */
public final class FakeBackOffice implements AutoCloseable {
    private static final int MOST_BODY_BYTES = 64 << 10;
    private static final V1Rules.Answer FAILED =
            new V1Rules.Answer(500, "text/plain", "Internal Server Error", Map.of());

    /** What is wrong with it. */
    public enum Trouble {
        /** Nothing. */
        NONE,
        /** It closes the connection without an answer and without doing anything. */
        HANGS_UP,
        /** It does what is asked and closes the connection without an answer. */
        LOSES_ANSWER,
        /** As {@link #LOSES_ANSWER}, but the existence test is answered. */
        LOSES_ANSWER_OF_REGISTRATION,
        /** It answers all but {@code POST /device/activate}. */
        LOSES_PROOF,
        /** 500 in plain text, nothing done. */
        BROKEN,
        /** 429 in plain text, nothing done. */
        BUSY,
        /** A page of a proxy's before it, with status 200, nothing done. */
        PORTAL,
        /** Its container is away: the reverse proxy answers 404 in plain text, nothing done. */
        NOT_FOUND,
        /** A proxy before it sends the caller to https, nothing done. */
        REDIRECTS,
        /** A proxy before it takes no body of this size, and says so on a web page; nothing done. */
        TOO_LARGE,
        /** A firewall before it refuses on a web page, nothing done. */
        FORBIDS,
        /** It does not take the admin token. */
        REFUSES_TOKEN,
        /** It answers after a long time. */
        SLOW
    }

    /**
     * A registered device.
     *
     * @param id its row
     * @param name its name
     * @param deviceType its type
     * @param token its activation token
     */
    public record Device(long id, String name, String deviceType, Secret token) {}

    private final HttpServer server;
    private final String place;
    private final ExecutorService threads = Executors.newCachedThreadPool(new Threads("fake back office"));
    private final V1Rules rules;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile BcryptLoad load = BcryptLoad.NONE;

    /** Opens it on a free loopback port; {@code adminToken} is the one it takes. */
    public FakeBackOffice(Secret adminToken) throws IOException {
        this(adminToken, 0);
    }

    /** Opens it on {@code port} of loopback, 0 for a free one. */
    public FakeBackOffice(Secret adminToken, int port) throws IOException {
        this(adminToken, port, new ListedDevices());
    }

    /** As above, with its devices in {@code table}. */
    public FakeBackOffice(Secret adminToken, int port, DeviceTable table) throws IOException {
        this(adminToken, table, HttpServer.create(loopback(port), 0), "http://127.0.0.1:");
    }

    /** On a free loopback port with TLS, as {@code localhost}; {@code context} holds its key. */
    public FakeBackOffice(Secret adminToken, SSLContext context) throws IOException {
        this(adminToken, new ListedDevices(), overTls(context), "https://localhost:");
    }

    private FakeBackOffice(Secret adminToken, DeviceTable table, HttpServer server, String place) {
        this.place = place;
        this.server = server;
        rules = new V1Rules(adminToken, table);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static HttpServer overTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    /** Its base address. */
    public URI url() {
        return URI.create(place + server.getAddress().getPort());
    }

    /** Switches a trouble on, {@link Trouble#NONE} off. */
    public void trouble(Trouble next) {
        trouble = next;
    }

    /**
     * From now on each call costs the server one bcrypt: {@code alone} for a call that is alone, longer the more are in flight,
     * and from some number of calls on inserts fail as MariaDB's deadlocks make them.
     */
    public void costs(Duration alone) {
        load = new BcryptLoad(alone);
    }

    /** The most calls that were in flight at once under {@link #costs}. */
    public int mostInFlight() {
        return load.most();
    }

    /** As when the app attaches the device {@code name} to an account. */
    public void attach(String name) {
        rules.attach(name);
    }

    /** Sessions given to devices so far; each ends the session that the device had. */
    public int sessions() {
        return rules.sessions();
    }

    /** Makes a device type known. */
    public void addType(String type) {
        rules.addType(type);
    }

    /** Makes a device type unknown. */
    public void removeType(String type) {
        rules.removeType(type);
    }

    /** Every device, in the order of registration. */
    public List<Device> devices() {
        return new ArrayList<>(rules.devices());
    }

    /** Calls so far, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** Makes a device known, as if somebody else had registered it. */
    public void know(String name, String deviceType, Secret token) {
        rules.know(name, deviceType, token);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
        Trouble now = trouble;
        boolean activation = exchange.getRequestURI().getPath().equals(V1Rules.ACTIVATE);
        if (now == Trouble.HANGS_UP || now == Trouble.LOSES_PROOF && activation) {
            exchange.close();
            return;
        }
        Optional<V1Rules.Answer> before = beforeTheApi(now);
        if (before.isPresent()) {
            answer(exchange, before.get());
            return;
        }
        if (now == Trouble.SLOW) {
            pause();
        }
        V1Rules.Answer answer = load.carry(
                () -> rules.answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        new String(body, StandardCharsets.UTF_8),
                        now == Trouble.REFUSES_TOKEN),
                FAILED);
        boolean lost =
                now == Trouble.LOSES_ANSWER || now == Trouble.LOSES_ANSWER_OF_REGISTRATION && answer.status() == 200;
        if (lost) {
            exchange.close();
            return;
        }
        answer(exchange, answer);
    }

    /** What answers in place of the API. */
    private static Optional<V1Rules.Answer> beforeTheApi(Trouble now) {
        return switch (now) {
            case BROKEN -> Optional.of(FAILED);
            case BUSY ->
                Optional.of(new V1Rules.Answer(429, "text/plain", "Too Many Requests", Map.of("Retry-After", "1")));
            case PORTAL -> Optional.of(page(200, "Please log in"));
            case NOT_FOUND -> Optional.of(new V1Rules.Answer(404, "text/plain", "404 page not found\n", Map.of()));
            case REDIRECTS ->
                Optional.of(new V1Rules.Answer(
                        308, "text/html", "", Map.of("Location", "https://elsewhere.invalid/device")));
            case TOO_LARGE -> Optional.of(page(413, "413 Request Entity Too Large"));
            case FORBIDS -> Optional.of(page(403, "403 Forbidden"));
            case NONE, HANGS_UP, LOSES_ANSWER, LOSES_ANSWER_OF_REGISTRATION, LOSES_PROOF, REFUSES_TOKEN, SLOW ->
                Optional.empty();
        };
    }

    /** A page in the form of nginx's own. */
    private static V1Rules.Answer page(int status, String title) {
        String text = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
        return new V1Rules.Answer(status, "text/html", text, Map.of());
    }

    private static void answer(HttpExchange exchange, V1Rules.Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
