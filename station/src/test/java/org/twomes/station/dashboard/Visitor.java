package org.twomes.station.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.twomes.station.dashboard.http.Guard;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a browser's habits at a server: keeps cookies, carries the token of the session with each action. */
public final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;
    private String csrf = "";

    /** A visitor who is not logged in. */
    public Visitor(URI server) {
        this(server, Optional.empty());
    }

    /** As above, with trust in a certificate of its own. */
    public Visitor(URI server, Optional<SSLContext> tls) {
        this.server = server;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Logs in, and takes the token of the session along; gives the answer. */
    public HttpResponse<byte[]> logIn(String name, String password) {
        HttpResponse<byte[]> answer =
                post("/api/login", JsonMapper.shared().writeValueAsString(Map.of("name", name, "password", password)));
        if (answer.statusCode() == 200) {
            csrf = JsonMapper.shared().readTree(answer.body()).path("csrf").asString("");
        }
        return answer;
    }

    /** The token that this visitor's actions carry. */
    String csrf() {
        return csrf;
    }

    void csrf(String other) {
        csrf = other;
    }

    /** What the server answers. */
    public HttpResponse<byte[]> get(String path) {
        return send(
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).GET());
    }

    /** What the server answers to an action. */
    public HttpResponse<byte[]> post(String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-Token", csrf);
        }
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Copies what comes at {@code path}, for as long as it comes, on a thread of its own. */
    public void stream(String path, OutputStream copy) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).GET().build();
        Thread thread = new Thread(() -> {
            try (InputStream in = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                byte[] chunk = new byte[4096];
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    synchronized (copy) {
                        copy.write(chunk, 0, read);
                    }
                }
            } catch (IOException | InterruptedException e) {
                // The server was closed, or broken open: what came by then is copied.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** The identifier of the session, from its cookie. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith(Guard.COOKIE))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** A body as text. */
    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
