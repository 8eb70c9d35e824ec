package org.twomes.station.cli.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.config.HostName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client of the running daemon, for the same API that the dashboard uses. */
public final class DaemonClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A flush renders and reads back a whole sheet. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int OK = 200;
    private static final String REMEDY = "is it running (systemctl status twomes-station)? --url gives another address";

    private final URI server;
    private final HttpClient http;
    private final Optional<Duration> timeout;
    private final long start = System.nanoTime();
    private String csrf = "";

    /**
     * The answer to an action.
     *
     * @param done whether the daemon has carried it out
     * @param message what it says of that, for people
     * @param fields the whole JSON object
     */
    public record Answer(boolean done, String message, JsonNode fields) {}

    /**
     * A client of the daemon whose web server is at {@code server}.
     *
     * @param tls trusts a certificate of the daemon's own; empty: those of the JDK
     * @param timeout for all requests together, from now on; empty: {@link #ANSWER} for each
     * @throws CommandFailure when {@code server} has no valid host name
     */
    public DaemonClient(URI server, Optional<SSLContext> tls, Optional<Duration> timeout) {
        HostName.complaint(server).ifPresent(complaint -> {
            throw new CommandFailure(server + ": " + complaint);
        });
        this.server = server;
        this.timeout = timeout;
        Duration connect = timeout.filter(all -> all.compareTo(CONNECT) < 0).orElse(CONNECT);
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(connect).cookieHandler(new CookieManager());
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * Whether a daemon answers there; needs no login.
     *
     * @throws UncheckedIOException when something listens there that does not answer
     */
    public boolean answers() {
        try {
            send(request("/health").GET().build());
            return true;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }

    /** Logs in at a station that has users. */
    void logIn(String user, String password) {
        HttpResponse<String> answer =
                send(post("/api/login", Json.line(Map.of("name", user, "password", password)), ""));
        if (answer.statusCode() != OK) {
            throw new CommandFailure("The station refuses the login of " + user + ": " + message(answer));
        }
    }

    /**
     * The JSON at {@code path}.
     *
     * @throws CommandFailure when the daemon refuses to show it
     */
    public JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET().build());
        if (answer.statusCode() != OK) {
            throw refused(answer);
        }
        return json(answer);
    }

    /**
     * Carries out an action.
     *
     * @param order fields of the request
     * @throws CommandFailure when the daemon does not take the request; one that it takes and cannot carry out is an answer
     */
    public Answer act(String path, Map<String, Object> order) {
        HttpResponse<String> answer = ordered(path, order);
        if (answer.statusCode() == OK || answer.statusCode() == CONFLICT) {
            return new Answer(answer.statusCode() == OK, message(answer), json(answer));
        }
        throw refused(answer);
    }

    private HttpResponse<String> ordered(String path, Map<String, Object> order) {
        if (csrf.isEmpty()) {
            csrf = get("/api/me").path("csrf").asString("");
        }
        return send(post(path, Json.line(order), csrf));
    }

    /**
     * The USB path of a slot.
     *
     * @param name its name or its path
     * @throws CommandFailure when there is none
     */
    public String slotPath(String name) {
        for (JsonNode slot : get("/api/slots")) {
            if (slot.path("slot").asString("").equals(name)
                    || slot.path("path").asString("").equals(name)) {
                return slot.path("path").asString("");
            }
        }
        throw new CommandFailure("No slot is called '" + name + "': see `station status`.");
    }

    private CommandFailure refused(HttpResponse<String> answer) {
        if (answer.statusCode() == UNAUTHORIZED) {
            return new CommandFailure(
                    "The station at " + server
                            + " has users: give --user NAME and --password-file FILE (a viewer for reading, a supervisor for acting)");
        }
        return new CommandFailure("The station refuses (" + answer.statusCode() + "): " + message(answer));
    }

    private static String message(HttpResponse<String> answer) {
        String said = json(answer).path("message").asString("");
        return said.isEmpty() ? "HTTP " + answer.statusCode() : said;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Accept", "application/json");
    }

    private HttpRequest post(String path, String body, String token) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!token.isEmpty()) {
            request.header("X-CSRF-Token", token);
        }
        return request.build();
    }

    /** The client's own timeout ends with the answer's headers; a daemon can hang in the middle of the body, too. */
    private HttpResponse<String> send(HttpRequest request) {
        Duration limit =
                timeout.map(all -> all.minusNanos(System.nanoTime() - start)).orElse(ANSWER);
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(Math.max(limit.toMillis(), 1), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UncheckedIOException(
                    "The station at " + server + " took the request but does not answer within "
                            + timeout.orElse(ANSWER).toSeconds() + " s: it hangs or is very busy; see its log, e.g."
                            + " journalctl -u twomes-station",
                    new IOException(e));
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
            throw new UncheckedIOException(
                    "No station answers at " + server + " (" + why(cause) + "): " + REMEDY, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while the station was asked", e);
        }
    }

    private static String why(IOException e) {
        return e.getMessage() == null || e.getMessage().isEmpty() ? e.getClass().getSimpleName() : e.getMessage();
    }
}
