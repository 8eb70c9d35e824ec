package org.twomes.station.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.Optional;
import org.twomes.station.access.Access;
import org.twomes.station.access.Session;
import org.twomes.station.dashboard.http.Clients;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.JsonAnswers;

/** Login and logout, and who is logged in. */
final class LoginRoutes {
    private final Access access;
    private final Clients clients;
    private final String station;

    LoginRoutes(Access access, Clients clients, String station) {
        this.access = access;
        this.clients = clients;
        this.station = station;
    }

    void add(RoutesConfig routes) {
        routes.get("/api/me", this::me);
        routes.post("/api/login", this::login);
        routes.post("/api/logout", this::logout);
    }

    /** What a login carries. */
    record Credentials(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Who somebody is and where; {@code login} says whether there is anything to log out of. */
    record Me(String user, String role, String csrf, boolean login, String station) {}

    private void me(Context context) {
        Guard.session(context).ifPresent(session -> JsonAnswers.json(context, of(session)));
    }

    private void login(Context context) throws IOException {
        Optional<Credentials> credentials = Guard.body(context, Credentials.class);
        if (credentials.isEmpty()) {
            return;
        }
        String name = Optional.ofNullable(credentials.get().name()).orElse("");
        String password = Optional.ofNullable(credentials.get().password()).orElse("");
        Access.Login answer = access.login(name, password, clients.of(context));
        if (answer instanceof Access.Login.In in) {
            Guard.id(context)
                    .ifPresent(before ->
                            access.session(Optional.of(before)).ifPresent(session -> access.logout(before, session)));
            context.cookie(cookie(in.id(), -1));
            JsonAnswers.json(context, of(in.session()));
        } else if (answer instanceof Access.Login.Later later) {
            long seconds = Math.max(1, later.pause().toSeconds());
            context.header("Retry-After", String.valueOf(seconds));
            Guard.stop(
                    context,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many failed logins: try again in " + seconds + " seconds.");
        } else {
            Guard.stop(context, HttpStatus.UNAUTHORIZED, "Name or password is wrong.");
        }
    }

    private void logout(Context context) {
        Guard.session(context).ifPresent(session -> Guard.id(context).ifPresent(id -> access.logout(id, session)));
        context.cookie(cookie("", 0));
        JsonAnswers.json(context, Outcome.done("Logged out."));
    }

    private Me of(Session session) {
        return new Me(session.user(), session.role().name(), session.csrf(), access.asksForLogin(), station);
    }

    private Cookie cookie(String value, int maxAge) {
        boolean tls = access.tls().isPresent();
        return new Cookie(tls ? Guard.TLS_COOKIE : Guard.COOKIE, value, "/", maxAge, tls, true, null, SameSite.STRICT);
    }
}
