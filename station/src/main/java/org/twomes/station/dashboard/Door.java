package org.twomes.station.dashboard;

import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.function.Supplier;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.pipeline.Health;

/** The station's HTTP door. */
public final class Door implements AutoCloseable {
    /** The text format of Prometheus 0.0.4. */
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;

    /** Opens the door; {@code metrics} gives the text of a scrape. */
    public Door(DashboardSection settings, Health health, Supplier<String> metrics) {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/health", context -> answer(context, health.report()));
            config.routes.get(
                    "/metrics", context -> context.contentType(METRICS_TYPE).result(metrics.get()));
        });
        server.start(settings.bind(), settings.port());
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.port();
    }

    private static void answer(Context context, Health.Report report) {
        context.status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        context.contentType(ContentType.APPLICATION_JSON);
        context.json(new Answer(report.status(), report.ready(), report.findings()));
    }

    /** What {@code /health} says. */
    record Answer(String status, boolean ready, java.util.List<Health.Finding> findings) {}

    @Override
    public void close() {
        server.stop();
    }
}
