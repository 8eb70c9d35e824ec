package org.twomes.station.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;
import org.twomes.station.access.Session;

/** What is now: slots, once or as it changes. */
final class LiveRoutes {
    private final WebServerParts parts;
    private final LiveFeed feed;
    private final HealthWatch health;

    LiveRoutes(WebServerParts parts, LiveFeed feed, HealthWatch health) {
        this.parts = parts;
        this.feed = feed;
        this.health = health;
    }

    void add(RoutesConfig routes) {
        routes.get(
                "/api/slots",
                context -> JsonAnswers.json(
                        context,
                        parts.floor().slots().stream().map(SlotJson::of).toList()));
        routes.get("/api/status", context -> JsonAnswers.json(context, status()));
        routes.get("/api/events", this::events);
    }

    /**
     * The station in one answer.
     *
     * @param registrations how we stand with the back office
     * @param waiting registrations that wait
     */
    record Status(
            String station,
            String bundle,
            boolean taking,
            int active,
            int queued,
            String registrations,
            int waiting,
            HealthJson health) {}

    private Status status() {
        return new Status(
                parts.config().station().name(),
                parts.firmware().current(),
                parts.floor().taking(),
                parts.floor().active(),
                parts.floor().queued(),
                parts.registrations().standing(),
                parts.ledger().outbox().waiting(),
                HealthJson.of(health.report()));
    }

    private void events(Context context) throws IOException {
        if (!context.req().getMethod().equals("GET")) {
            Guard.stop(context, HttpStatus.METHOD_NOT_ALLOWED, "live events are for GET");
            return;
        }
        String user = Guard.session(context).map(Session::user).orElse("");
        if (!feed.serve(user, () -> page(context))) {
            Guard.stop(
                    context,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Too many live pages are open already, %d of one user or %d in all: close some"
                            .formatted(LiveFeed.MOST_BY_USER, LiveFeed.MOST_PAGES));
        }
    }

    private Page page(Context context) throws IOException {
        Optional<String> id = Guard.id(context);
        return new Page(
                new EventStream(context.res(), () -> parts.access().session(id).isPresent()));
    }
}
