package org.twomes.station.dashboard.http;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.twomes.station.access.ClientAddress;
import org.twomes.station.access.Tls;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.dashboard.live.LiveFeed;

/** How connections are taken: where, how many, how long, and with which certificate. */
public final class Connections {
    /** A connection on which nothing moves this long is closed; so is a page that takes no events. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The first request of a connection has its head whole within this, and every request its body. */
    static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);
    /**
     * Bytes a second that a body has to come with, counted from its first moment: the short body of an action may be two
     * seconds late on a bad network, and a client that drips does not hold a thread.
     */
    private static final int LEAST_REQUEST_RATE = 32;
    /** Largest request head, cookies and all. */
    private static final int MOST_HEAD_BYTES = 8 * 1024;
    /** Threads beside those of live pages, and of one network whose every client does not take its answer. */
    private static final int OTHER_THREADS = 24;

    private static final int MOST_THREADS = LiveFeed.MOST_PAGES + ConnectionLimit.MOST_BY_NETWORK + OTHER_THREADS;

    private static final int LEAST_THREADS = 4;
    /** How often Jetty looks whether threads or memory run out; every second, its own choice, keeps an idle machine awake. */
    private static final int RESOURCES_EVERY_MS = 10_000;

    /** All suites of TLS 1.3; of TLS 1.2 those with forward secrecy and authenticated encryption (RFC 9325, 4.2). */
    private static final String[] GOOD_CIPHERS = {
        "TLS_(AES|CHACHA20)_.*", "TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+"
    };

    private final DashboardSection settings;
    private final Optional<Tls> tls;
    private final Duration patience;
    private final Duration firstPatience;
    private final ClientAddress clients;
    private final Map<String, String> headers;
    private final ClientLimit clientLimit;

    /** {@code patience} is how long a connection may be idle, and how long a request's head may take. */
    public Connections(DashboardSection settings, Optional<Tls> tls, Duration patience, ClientAddress clients) {
        this.settings = settings;
        this.tls = tls;
        this.patience = patience;
        this.firstPatience = patience.compareTo(FIRST_PATIENCE) < 0 ? patience : FIRST_PATIENCE;
        this.clients = clients;
        this.headers = SecurityHeaders.of(tls.isPresent());
        this.clientLimit = new ClientLimit(clients, new WholeBodies(firstPatience, headers));
    }

    public void apply(JettyConfig jetty) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, (int) patience.toMillis() * 2);
        threads.setName("web server");
        jetty.threadPool = threads;
        jetty.modifyHttpConfiguration(this::limit);
        jetty.modifyServer(server -> {
            server.setHandler(clientLimit);
            server.getBeans(LowResourceMonitor.class).forEach(monitor -> monitor.setPeriod(RESOURCES_EVERY_MS));
            server.setErrorHandler(new BareErrors(headers));
        });
        jetty.addConnector(this::connector);
    }

    private void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEAD_BYTES);
        http.setMinRequestDataRate(LEAST_REQUEST_RATE);
        http.setIdleTimeout(patience.toMillis());
        // A line ends with CR LF: what a proxy before us reads as one request must not be two here (RFC 9112, 2.2 and
        // 11.2).
        http.setHttpCompliance(HttpCompliance.STRICT);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        HttpConfiguration own = new HttpConfiguration(http);
        limit(own);
        ServerConnector connector;
        if (tls.isPresent()) {
            own.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setKeyStore(tls.get().keys());
            ssl.setKeyStorePassword("");
            ssl.setKeyManagerPassword("");
            ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            ssl.setIncludeCipherSuites(GOOD_CIPHERS);
            ssl.setSniRequired(false);
            HttpConnectionFactory plain = new HttpConnectionFactory(own);
            ConnectionFactory encrypted = new SslConnectionFactory(ssl, plain.getProtocol());
            connector = new ServerConnector(server, encrypted, plain);
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(own));
        }
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        connector.setIdleTimeout(patience.toMillis());
        // As beans they are told of each connection too.
        connector.addBean(new SlowHeads(connector, patience, firstPatience));
        connector.addBean(new ConnectionLimit(connector, clients, clientLimit::isAnswering));
        return connector;
    }
}
