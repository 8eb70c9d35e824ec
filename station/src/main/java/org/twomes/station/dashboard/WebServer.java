package org.twomes.station.dashboard;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.access.ClientAddress;
import org.twomes.station.access.Tls;
import org.twomes.station.dashboard.http.BadQuery;
import org.twomes.station.dashboard.http.Clients;
import org.twomes.station.dashboard.http.Connections;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.HostNames;
import org.twomes.station.dashboard.http.JsonAnswers;
import org.twomes.station.dashboard.live.HealthJson;
import org.twomes.station.dashboard.live.HealthWatch;
import org.twomes.station.dashboard.live.LiveFeed;
import org.twomes.station.dashboard.live.LiveRoutes;
import org.twomes.station.dashboard.live.Page;
import org.twomes.station.dashboard.live.StationHead;
import org.twomes.station.dashboard.records.RecordRoutes;
import org.twomes.station.dashboard.records.ShiftRoutes;
import org.twomes.station.fault.FaultException;
import org.twomes.station.metrics.MetricsPage;

/** The station's web server: pages, JSON, live events, metrics and health. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    /** Paths for those who are not logged in: the login itself, what it is drawn with, and probes. */
    private static final Set<String> OPEN = Set.of(
            "/login",
            "/api/login",
            "/login.js",
            "/dom.js",
            "/theme.js",
            "/texts.js",
            "/station.css",
            "/light.css",
            "/icon.svg",
            "/health",
            "/metrics");

    private final WebServerParts parts;
    private final PageFiles files;
    private final HealthWatch health;
    private final LiveFeed feed;
    private final Duration patience;
    private final Javalin server;

    /** Starts to listen. */
    public WebServer(WebServerParts parts) {
        this(parts, Connections.PATIENCE);
    }

    /** As above; a request whose head is not whole within {@code patience} is dropped. */
    WebServer(WebServerParts parts, Duration patience) {
        this.parts = parts;
        this.files = new PageFiles(parts.live().now().station().language());
        this.patience = patience;
        this.health = new HealthWatch(parts.monitoring().health(), System::nanoTime);
        this.feed = new LiveFeed(new Page.Source(
                () -> new StationHead(
                        parts.config().station().name(),
                        parts.controls().firmware().current(),
                        parts.line().taking(),
                        files.tag()),
                parts.line()::slots,
                health,
                parts.clock()::instant));
        this.server = Javalin.create(this::configure);
        server.start();
        parts.line().listen(feed);
        LOG.info(
                "Dashboard on {}://{}:{}/", scheme(), parts.config().dashboard().bind(), port());
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.port();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return parts.access().tls().isPresent() ? "https" : "http";
    }

    /** Method and path of everything that it answers, e.g. {@code POST /api/slot/run}. */
    List<String> served() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .toList();
    }

    /** Pages that get live events now. */
    int livePages() {
        return feed.open();
    }

    @Override
    public void close() {
        feed.close();
        server.stop();
        health.close();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = Guard.MOST_BODY_BYTES;
        ClientAddress addresses = new ClientAddress(parts.config().dashboard().proxies());
        Clients clients = new Clients(addresses);
        new Connections(parts.config().dashboard(), parts.access().tls(), patience, addresses).apply(config.jetty);
        HostNames hosts = new HostNames(parts.access().tls().map(Tls::names).orElse(Set.of()));
        config.routes.before(new Guard(parts.access(), hosts, clients, new HashSet<>(OPEN))::check);
        files.all().keySet().forEach(path -> config.routes.get(path, this::file));
        config.routes.get("/health", this::health);
        config.routes.get("/metrics", this::metrics);
        // A HEAD of which nothing is said is answered with 200, whoever asks.
        config.routes.head("/metrics", this::metrics);
        addRoutes(config.routes, clients);
        answerFailures(config.routes);
        config.routes.error(HttpStatus.NOT_FOUND.getCode(), WebServer::nothing);
    }

    private void addRoutes(RoutesConfig routes, Clients clients) {
        new LoginRoutes(parts.access(), clients, parts.config().station().name()).add(routes);
        new LiveRoutes(
                        parts.live(),
                        parts.access(),
                        parts.line(),
                        parts.ledger().outbox(),
                        parts.controls(),
                        feed,
                        health)
                .add(routes);
        new ShiftRoutes(parts.live(), parts.ledger(), parts.controls().registrations(), parts.clock(), parts.zone())
                .add(routes);
        new RecordRoutes(
                        parts.live(),
                        parts.ledger(),
                        parts.controls().firmware(),
                        parts.controls().sheets(),
                        parts.zone())
                .add(routes);
        new ActionRoutes(parts.access(), new ActionTarget.Known(parts.line(), parts.ledger(), parts.controls()))
                .add(routes);
    }

    private static void answerFailures(RoutesConfig routes) {
        routes.exception(
                BadQuery.class,
                (fault, context) -> Guard.stop(context, HttpStatus.BAD_REQUEST, String.valueOf(fault.getMessage())));
        routes.exception(FaultException.class, (fault, context) -> {
            LOG.error("The ledger did not answer {}: {}", context.path(), fault.getMessage());
            Guard.stop(context, HttpStatus.SERVICE_UNAVAILABLE, "The ledger does not answer: see health.");
        });
        routes.exception(EofException.class, (fault, context) -> LOG.debug("A client has gone", fault));
        routes.exception(Exception.class, (fault, context) -> {
            if (fault instanceof HttpException http && http.getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                LOG.debug("{} is malformed", context.path(), fault);
                Guard.stop(context, HttpStatus.BAD_REQUEST, "the request is malformed");
                return;
            }
            LOG.error("{} {} failed", context.method(), context.path(), fault);
            Guard.stop(context, HttpStatus.INTERNAL_SERVER_ERROR, "The station made a mistake: its log names it.");
        });
    }

    private static void nothing(Context context) {
        if (Optional.ofNullable(context.result()).orElse("").startsWith("{")) {
            return;
        }
        JsonAnswers.json(context, new JsonAnswers.Refusal("there is nothing here"));
    }

    private void file(Context context) {
        files.file(context.path()).ifPresent(file -> {
            context.header("ETag", file.tag());
            context.header("Cache-Control", "no-cache");
            if (file.tag().equals(context.header("If-None-Match"))) {
                context.status(HttpStatus.NOT_MODIFIED);
            } else {
                context.contentType(file.type()).result(file.bytes());
            }
        });
    }

    private void health(Context context) {
        HealthJson now = HealthJson.of(health.report());
        context.status(now.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        JsonAnswers.json(context, Guard.session(context).isPresent() ? now : now.withoutReasons());
    }

    private void metrics(Context context) {
        String authorization =
                Optional.ofNullable(context.header("Authorization")).orElse("");
        if (Guard.session(context).isEmpty() && !parts.access().mayScrape(authorization)) {
            context.header("WWW-Authenticate", "Bearer");
            Guard.stop(context, HttpStatus.UNAUTHORIZED, "send the metrics token as a bearer token");
            return;
        }
        MetricsPage.Answer answer = parts.monitoring()
                .scrape()
                .apply(Optional.ofNullable(context.header("Accept")).orElse(ContentType.PLAIN));
        context.contentType(answer.contentType()).result(answer.text());
    }
}
