package org.twomes.station.dashboard;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.twomes.station.access.Tls;
import org.twomes.station.config.DashboardSection;

/** How connections are taken: where, how many, how long, and with which certificate. */
final class Connections {
    /** Connections at once; browsers hold up to six each, and one more waits until one of them ends. */
    static final int MOST_CONNECTIONS = 256;
    /** A connection on which nothing moves this long is closed; so is a page that takes no events. */
    static final Duration PATIENCE = Duration.ofSeconds(20);
    /**
     * Bytes a second that a body has to come with, counted from its first moment: the short body of an action may be two
     * seconds late on a bad network, and a client that drips does not hold a thread.
     */
    private static final int LEAST_REQUEST_RATE = 32;
    /** Largest request head, cookies and all. */
    private static final int MOST_HEAD_BYTES = 8 * 1024;
    /** Threads beside those of live pages: requests, and Jetty's own. */
    private static final int OTHER_THREADS = 24;

    private static final int LEAST_THREADS = 4;
    /** How often Jetty looks whether threads or memory run out; every second, its own choice, keeps an idle machine awake. */
    private static final int RESOURCES_EVERY_MS = 10_000;

    private final DashboardSection settings;
    private final Optional<Tls> tls;
    private final Duration patience;

    /** {@code patience} is how long a connection may be idle, and how long a request's head may take. */
    Connections(DashboardSection settings, Optional<Tls> tls, Duration patience) {
        this.settings = settings;
        this.tls = tls;
        this.patience = patience;
    }

    void apply(JettyConfig jetty) {
        QueuedThreadPool threads =
                new QueuedThreadPool(LiveFeed.MOST_PAGES + OTHER_THREADS, LEAST_THREADS, (int) patience.toMillis() * 2);
        threads.setName("door");
        jetty.threadPool = threads;
        jetty.modifyHttpConfiguration(this::limit);
        jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
            server.getBeans(LowResourceMonitor.class).forEach(monitor -> monitor.setPeriod(RESOURCES_EVERY_MS));
            server.setErrorHandler(new BareErrors(SecurityHeaders.of(tls.isPresent())));
        });
        jetty.addConnector(this::connector);
    }

    private void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEAD_BYTES);
        http.setMinRequestDataRate(LEAST_REQUEST_RATE);
        http.setIdleTimeout(patience.toMillis());
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
        // As a bean it is told of each connection too.
        connector.addBean(new SlowHeads(connector, patience));
        return connector;
    }
}
