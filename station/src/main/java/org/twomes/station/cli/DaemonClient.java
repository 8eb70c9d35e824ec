package org.twomes.station.cli;

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

/** The running daemon, through the same HTTP door that the dashboard uses. */
final class DaemonClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A flush renders and reads back a whole sheet. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int OK = 200;
    private static final String REMEDY = "is it running (systemctl status twomes-station)? --url names another door";

    private final URI door;
    private final HttpClient http;
    private final Optional<Duration> patience;
    private final long start = System.nanoTime();
    private String csrf = "";

    /** A daemon's answer to an action: whether it was done, its message, and all fields of it. */
    record Answer(boolean done, String message, JsonNode said) {}

    /**
     * The daemon behind {@code door}.
     *
     * @param tls for a certificate of its own
     * @param patience in how much time from now all requests together must be answered; empty: each in {@link #ANSWER}
     */
    DaemonClient(URI door, Optional<SSLContext> tls, Optional<Duration> patience) {
        HostName.complaint(door).ifPresent(complaint -> {
            throw new CommandFailure(door + ": " + complaint);
        });
        this.door = door;
        this.patience = patience;
        Duration connect = patience.filter(all -> all.compareTo(CONNECT) < 0).orElse(CONNECT);
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(connect).cookieHandler(new CookieManager());
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * Whether there is one, whoever asks.
     *
     * @throws UncheckedIOException when something listens there that does not answer
     */
    boolean answers() {
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
            throw new CommandFailure("The station does not let " + user + " in: " + message(answer));
        }
    }

    /** What stands at {@code path}. */
    JsonNode get(String path) {
        HttpResponse<String> answer = send(request(path).GET().build());
        if (answer.statusCode() != OK) {
            throw refused(answer);
        }
        return json(answer);
    }

    /** Carries out an action with the fields of {@code order}. */
    Answer act(String path, Map<String, Object> order) {
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

    /** The USB path of the slot that people or the system call {@code name}. */
    String slotPath(String name) {
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
                    "The station at " + door
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
        return HttpRequest.newBuilder(door.resolve(path)).header("Accept", "application/json");
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

    /** The client's own limit ends at an answer's head; a daemon can hang in the middle of the rest, too. */
    private HttpResponse<String> send(HttpRequest request) {
        Duration limit =
                patience.map(all -> all.minusNanos(System.nanoTime() - start)).orElse(ANSWER);
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(Math.max(limit.toMillis(), 1), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UncheckedIOException(
                    "The station at " + door + " took the request but does not answer within "
                            + patience.orElse(ANSWER).toSeconds() + " s: it hangs or is very busy; see its log, e.g."
                            + " journalctl -u twomes-station",
                    new IOException(e));
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
            throw new UncheckedIOException("No station answers at " + door + " (" + why(cause) + "): " + REMEDY, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while the station was asked", e);
        }
    }

    private static String why(IOException e) {
        return e.getMessage() == null || e.getMessage().isEmpty() ? e.getClass().getSimpleName() : e.getMessage();
    }
}
