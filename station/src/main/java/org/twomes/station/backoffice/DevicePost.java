package org.twomes.station.backoffice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.Secret;
import tools.jackson.databind.json.JsonMapper;

/** One POST /device, with its whole way there and back inside one limit. */
final class DevicePost {
    /** A device's answer has some 400 bytes, FastAPI's longest complaint some 2000. */
    private static final int MOST_BODY = 64 * 1024;

    private final HttpClient http;
    private final URI device;
    private final Optional<SecretFile> tokenFile;
    private final Duration limit;
    private final Clock clock;

    DevicePost(HttpClient http, URI base, Optional<SecretFile> tokenFile, Duration limit, Clock clock) {
        this.http = http;
        this.device = URI.create(base.toString().replaceFirst("/+$", "") + "/device");
        this.tokenFile = tokenFile;
        this.limit = limit;
        this.clock = clock;
    }

    URI address() {
        return device;
    }

    Reply send(Registration registration) {
        if (tokenFile.isEmpty()) {
            return new Reply.NotSent("no admin token: backOffice.tokenFile is not set; name the file there");
        }
        Secret admin;
        try {
            admin = tokenFile.get().read();
        } catch (SecretFileException e) {
            return new Reply.NotSent(String.valueOf(e.getMessage()));
        }
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("name", registration.name())
                .put("device_type", registration.deviceType())
                .put("activation_token", registration.token().reveal())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(device)
                .timeout(limit)
                .header("Authorization", "Bearer " + admin.reveal())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        SecretMask sent =
                SecretMask.of(List.of(admin.reveal(), registration.token().reveal()));
        return await(http.sendAsync(request, info -> new BoundedBody(MOST_BODY)), sent);
    }

    /** The client's own limit ends with the headers; this one covers the body too. */
    private Reply await(CompletableFuture<HttpResponse<String>> exchange, SecretMask sent) {
        try {
            HttpResponse<String> response = exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply.Answered(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After").flatMap(text -> RetryAfter.parse(text, clock)),
                    response.headers().firstValue("Location").orElse(""),
                    sent);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Reply.Lost(place("did not answer within " + limit.toMillis() + " ms"), true);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost(place("was not waited for, as the station stops"), true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return lost(cause == null ? e : cause, sent);
        }
    }

    private Reply lost(Throwable cause, SecretMask sent) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Reply.Lost(place("could not be connected to in time; check network and address"), false);
        }
        if (cause instanceof HttpTimeoutException) {
            return new Reply.Lost(place("did not answer within " + limit.toMillis() + " ms"), true);
        }
        if (cause instanceof ConnectException) {
            return new Reply.Lost(place("refuses the connection or is not known; check network and address"), false);
        }
        if (cause instanceof SSLException) {
            // Only before the handshake is done is it certain that nothing was sent.
            boolean mayHaveArrived = !(cause instanceof SSLHandshakeException);
            return new Reply.Lost(
                    place("has no TLS that can be trusted (" + Detail.of(cause, sent)
                            + "); check its certificate and this machine's clock"),
                    mayHaveArrived);
        }
        if (cause instanceof IOException) {
            return new Reply.Lost(place("broke the connection off (" + Detail.of(cause, sent) + ")"), true);
        }
        return new Reply.Lost(place("could not be asked (" + Detail.of(cause, sent) + ")"), true);
    }

    private String place(String what) {
        return "back office " + device + " " + what;
    }
}
