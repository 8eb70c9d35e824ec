package org.twomes.station.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.config.Secret;

/** A back office that behaves as the recorded API v1 does, with troubles that can be switched on and off. Loopback only. */
public final class FakeBackOffice implements AutoCloseable {
    private static final int MOST_BODY_BYTES = 64 << 10;

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
        /** 500 in plain text, nothing done. */
        BROKEN,
        /** 429 in plain text, nothing done. */
        BUSY,
        /** A page of a proxy's before it, with status 200, nothing done. */
        PORTAL,
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
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fake back office");
        thread.setDaemon(true);
        return thread;
    });
    private final V1Rules rules;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Trouble trouble = Trouble.NONE;

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
        rules = new V1Rules(adminToken, table);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Its base address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Switches a trouble on, {@link Trouble#NONE} off. */
    public void trouble(Trouble next) {
        trouble = next;
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
        switch (now) {
            case HANGS_UP -> {
                exchange.close();
                return;
            }
            case BROKEN -> {
                answer(exchange, new V1Rules.Answer(500, "text/plain", "Internal Server Error", Map.of()));
                return;
            }
            case BUSY -> {
                answer(
                        exchange,
                        new V1Rules.Answer(429, "text/plain", "Too Many Requests", Map.of("Retry-After", "1")));
                return;
            }
            case PORTAL -> {
                answer(exchange, new V1Rules.Answer(200, "text/html", "<html>Please log in</html>", Map.of()));
                return;
            }
            case SLOW -> pause();
            case NONE, LOSES_ANSWER, LOSES_ANSWER_OF_REGISTRATION, REFUSES_TOKEN -> {}
        }
        V1Rules.Answer answer = rules.answer(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(body, StandardCharsets.UTF_8),
                now == Trouble.REFUSES_TOKEN);
        boolean lost =
                now == Trouble.LOSES_ANSWER || now == Trouble.LOSES_ANSWER_OF_REGISTRATION && answer.status() == 200;
        if (lost) {
            exchange.close();
            return;
        }
        answer(exchange, answer);
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
