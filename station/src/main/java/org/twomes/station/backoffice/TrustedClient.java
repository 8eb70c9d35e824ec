package org.twomes.station.backoffice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.Threads;
import org.twomes.station.config.CertificateAuthorities;

/**
 * The HTTP client for the back office: HTTP/1.1, no redirects (which would lose the Authorization header), by the configured
 * proxy where there is one. It is made anew when the certificates that it trusts have changed.
 */
final class TrustedClient {
    /**
     * Threads for what the connections bring, shared by all boards, each of which waits on its own thread; the client's own
     * choice is one for every call under way.
     */
    private static final int THREADS = 4;

    private final Duration connect;
    private final CertificateAuthorities authorities;
    private final Optional<URI> proxy;
    private final Executor executor = Threads.atMost(THREADS, "back office");
    private @Nullable HttpClient client;
    private String version = "";

    /** A client that waits {@code connect} for a connection; it reads no file yet. */
    TrustedClient(Duration connect, CertificateAuthorities authorities, Optional<URI> proxy) {
        this.connect = connect;
        this.authorities = authorities;
        this.proxy = proxy;
    }

    /**
     * The client, with the certificates as they are now.
     *
     * @throws IOException when they cannot be read; the message names the file
     */
    synchronized HttpClient now() throws IOException {
        String current = authorities.version();
        if (client == null || !current.equals(version)) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connect)
                    .sslContext(authorities.context())
                    .executor(executor);
            proxy.ifPresent(address ->
                    builder.proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort()))));
            client = builder.build();
            version = current;
        }
        return client;
    }

    /** The proxy, for messages. */
    Optional<String> proxy() {
        return proxy.map(URI::toString);
    }
}
