package org.twomes.station.backoffice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.twomes.station.config.BackOfficeSection;
import tools.jackson.databind.json.JsonMapper;

/**
 * API v1 over HTTP. Redirects are not followed: the JDK would drop the Authorization header, and the API itself redirects only
 * from wrong addresses.
 */
public final class TwomesV1Client implements BackOffice {
    /** A type that cannot exist: the name is checked before the type, so nothing is ever written. */
    private static final String NO_TYPE = "?";
    /** Fits the token's rule; never stored, for the type is refused before. */
    private static final String NO_TOKEN = "00000000";
    /** Answers are a few hundred bytes; more is not from this API and not worth its memory. */
    private static final int MOST_BODY_BYTES = 64 << 10;

    private final HttpClient client;
    private final URI device;
    private final Duration timeout;
    private final AdminTokenFile token;

    /** A client for the configured server. */
    public TwomesV1Client(BackOfficeSection settings) {
        this(settings, HttpClient.newBuilder());
    }

    TwomesV1Client(BackOfficeSection settings, HttpClient.Builder client) {
        this.timeout = settings.timeout();
        this.client = client.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        String base = settings.url().toString();
        this.device = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/device");
        this.token = new AdminTokenFile(settings.tokenFile().orElse(Path.of("no-token-file-configured")));
    }

    @Override
    public ExistenceAnswer exists(String name) {
        return Answers.existence(post(name, NO_TYPE, NO_TOKEN));
    }

    @Override
    public RegistrationAnswer register(Registration registration) {
        return Answers.registration(post(
                registration.name(),
                registration.deviceType(),
                registration.token().reveal()));
    }

    private Reply post(String name, String type, String activationToken) {
        HttpRequest request;
        try {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("device_type", type);
            body.put("activation_token", activationToken);
            request = HttpRequest.newBuilder(device)
                    .timeout(timeout)
                    .header("Authorization", "Bearer " + token.read().reveal())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            JsonMapper.shared().writeValueAsString(body)))
                    .build();
        } catch (IOException e) {
            return new Reply.NoToken(String.valueOf(e.getMessage()));
        }
        return send(request);
    }

    /** The JDK's own time-out ends with the headers; this one holds for the body too. */
    private Reply send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> call = client.sendAsync(request, BoundedBody.text(MOST_BODY_BYTES));
        String host = device.getHost();
        try {
            return answered(call.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            call.cancel(true);
            return new Reply.Lost(host + " gave no answer in " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost("the station stopped while it waited for " + host);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return neverLeft(cause)
                    ? new Reply.Unreached(host + " cannot be reached: " + reason(cause))
                    : new Reply.Lost(host + " gave no answer: " + reason(cause));
        }
    }

    private static Reply answered(HttpResponse<String> response) {
        Optional<Duration> retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return new Reply.Answered(response.statusCode(), response.body(), retryAfter);
    }

    /** Whether the request cannot have reached the server. */
    private static boolean neverLeft(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnresolvedAddressException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
