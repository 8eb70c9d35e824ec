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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.twomes.station.common.Secret;
import org.twomes.station.common.SecretJson;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultException;

/** One POST to API v1, with its whole way there and back inside one limit. */
final class DevicePost {
    /** A device's answer has some 400 bytes, FastAPI's longest complaint some 2000. */
    private static final int MOST_BODY = 64 * 1024;

    /** What the JDK's clients say of a proxy that does not open a tunnel, with the proxy's status. */
    private static final Pattern NO_TUNNEL =
            Pattern.compile("(?:Tunnel failed, got: |Proxy returns \"HTTP/\\S+ )([0-9]{3})");

    private static final int SERVER_ERRORS = 500;

    private final TrustedClient http;
    private final URI device;
    private final Optional<SecretFile> tokenFile;
    private final Duration limit;
    private final Clock clock;

    DevicePost(TrustedClient http, URI base, Optional<SecretFile> tokenFile, Duration limit, Clock clock) {
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
        } catch (FaultException e) {
            return new Reply.NotSent(e.advised());
        }
        byte[] body = SecretJson.mapper()
                .writeValueAsBytes(SecretJson.mapper()
                        .createObjectNode()
                        .put("name", registration.name())
                        .put("device_type", registration.deviceType())
                        .put("activation_token", registration.token().reveal()));
        return send(
                request(device, body)
                        .header("Authorization", "Bearer " + admin.reveal())
                        .build(),
                body,
                SecretMask.of(List.of(admin.reveal(), registration.token().reveal())));
    }

    /** POST /device/activate with this token, without any authorisation. */
    Reply activate(Secret token) {
        byte[] body = SecretJson.mapper()
                .writeValueAsBytes(SecretJson.mapper().createObjectNode().put("activation_token", token.reveal()));
        return send(
                request(URI.create(device + "/activate"), body).build(), body, SecretMask.of(List.of(token.reveal())));
    }

    private HttpRequest.Builder request(URI address, byte[] body) {
        return HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** {@code body} is overwritten when the answer is there. */
    private Reply send(HttpRequest request, byte[] body, SecretMask sent) {
        HttpClient client;
        try {
            client = http.now();
        } catch (IOException e) {
            return new Reply.Blocked(
                    String.valueOf(e.getMessage()),
                    "put certificates in PEM into that file, readable by the station",
                    false);
        }
        try {
            return await(client.sendAsync(request, info -> new BoundedBody(MOST_BODY)), sent);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** The client's own limit ends with the headers; this one covers the body too. */
    private Reply await(CompletableFuture<HttpResponse<String>> exchange, SecretMask sent) {
        try {
            HttpResponse<String> response = exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply.Answered(
                    response.statusCode(),
                    // The JDK gives none with a proxy's 407.
                    Optional.ofNullable(response.body()).orElse(""),
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
        Matcher tunnel = NO_TUNNEL.matcher(String.valueOf(cause.getMessage()));
        if (tunnel.find()) {
            return noTunnel(Integer.parseInt(tunnel.group(1)));
        }
        if (cause instanceof ConnectException) {
            return new Reply.Lost(
                    http.proxy()
                            .map(proxy -> "proxy " + proxy + ", by which back office " + device
                                    + " is asked, refuses the connection or is not known; check backOffice.proxy")
                            .orElseGet(
                                    () -> place("refuses the connection or is not known; check network and address")),
                    false);
        }
        if (cause instanceof SSLException) {
            // Only before the handshake is done is it certain that nothing was sent.
            boolean mayHaveArrived = !(cause instanceof SSLHandshakeException);
            return new Reply.Blocked(
                    place("has no TLS that can be trusted (" + Redactor.of(cause, sent) + ")"),
                    "put the authority that signed its certificate into backOffice.ca or among this machine's"
                            + " (update-ca-certificates); check the certificate's names and dates, and this machine's clock",
                    mayHaveArrived);
        }
        if (cause instanceof IOException) {
            return new Reply.Lost(place("broke the connection off (" + Redactor.of(cause, sent) + ")"), true);
        }
        return new Reply.Lost(place("could not be asked (" + Redactor.of(cause, sent) + ")"), true);
    }

    private Reply noTunnel(int status) {
        String why = "proxy " + http.proxy().orElse("") + " does not let us through to back office " + device + " ("
                + status + ")";
        return status >= SERVER_ERRORS
                ? new Reply.Lost(why, false)
                : new Reply.Blocked(
                        why, "let this machine through the proxy without a login, or correct backOffice.proxy", false);
    }

    private String place(String what) {
        return "back office " + device + " " + what;
    }
}
