package org.twomes.station.dashboard.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;
import org.twomes.station.access.Access;
import org.twomes.station.access.Session;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.dashboard.WebServerParts;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.JsonAnswers;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.pipeline.LineControl;

/** What is now: slots, once or as it changes. */
public final class LiveRoutes {
    private final LiveConfig live;
    private final Access access;
    private final LineControl line;
    private final Outbox outbox;
    private final WebServerParts.Controls controls;
    private final LiveFeed feed;
    private final HealthWatch health;

    public LiveRoutes(
            LiveConfig live,
            Access access,
            LineControl line,
            Outbox outbox,
            WebServerParts.Controls controls,
            LiveFeed feed,
            HealthWatch health) {
        this.live = live;
        this.access = access;
        this.line = line;
        this.outbox = outbox;
        this.controls = controls;
        this.feed = feed;
        this.health = health;
    }

    public void add(RoutesConfig routes) {
        routes.get(
                "/api/slots",
                context -> JsonAnswers.json(
                        context, line.slots().stream().map(SlotJson::of).toList()));
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
                live.now().station().name(),
                controls.firmware().current(),
                line.taking(),
                line.active(),
                line.queued(),
                controls.registrations().standing(),
                outbox.waiting(),
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
        return new Page(new EventStream(context.res(), () -> access.session(id).isPresent()));
    }
}
