package org.twomes.station.dashboard;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.twomes.station.access.Access;
import org.twomes.station.access.Role;
import org.twomes.station.access.Session;

/** Looks at every request before anything else does: headers, host, method, size, session, and who may act. */
final class Guard {
    /** Holds the session's identifier. */
    static final String COOKIE = "station";
    /** Carries the session's token with each action. */
    static final String CSRF_HEADER = "X-CSRF-Token";
    /** The largest body taken; actions are a line of JSON. */
    static final int MOST_BODY_BYTES = 16 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final String SESSION = "session";
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    /** Two years, as browsers' preload lists ask. */
    private static final String STRICT_TRANSPORT = "max-age=63072000";

    private final Access access;
    private final HostNames hosts;
    private final Set<String> open;

    /** {@code open} are the paths that need no session. */
    Guard(Access access, HostNames hosts, Set<String> open) {
        this.access = access;
        this.hosts = hosts;
        this.open = open;
    }

    /** Answers what may not go on by itself. */
    void check(Context context) {
        headers(context);
        if (!METHODS.contains(context.req().getMethod())) {
            context.header("Allow", "GET, HEAD, POST");
            stop(context, HttpStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST");
            return;
        }
        if (!hosts.knows(context.header("Host"))) {
            stop(context, HttpStatus.MISDIRECTED_REQUEST, "this station does not go by that host name");
            return;
        }
        if (context.req().getContentLengthLong() > MOST_BODY_BYTES) {
            context.header("Connection", "close");
            stop(context, HttpStatus.CONTENT_TOO_LARGE, "bodies have at most " + MOST_BODY_BYTES + " bytes");
            return;
        }
        Optional<Session> session = access.session(id(context));
        session.ifPresent(found -> context.attribute(SESSION, found));
        boolean post = context.req().getMethod().equals("POST");
        if (post && foreign(context)) {
            stop(context, HttpStatus.FORBIDDEN, "actions come from the station's own pages only");
        } else if (open.contains(context.path())) {
            return;
        } else if (session.isEmpty()) {
            askToLogIn(context);
        } else if (post && !access.csrfFits(session.get(), text(context.header(CSRF_HEADER)))) {
            stop(
                    context,
                    HttpStatus.FORBIDDEN,
                    "the token of the session is missing or another's: load the page again");
        }
    }

    /** The session of a request that passed {@link #check}; empty on open paths. */
    static Optional<Session> session(Context context) {
        return Optional.ofNullable(context.<Session>attribute(SESSION));
    }

    /** Whether the request's session covers {@code role}; if not, the request is answered. */
    static boolean allows(Context context, Role role) {
        if (session(context).filter(session -> session.role().covers(role)).isPresent()) {
            return true;
        }
        stop(context, HttpStatus.FORBIDDEN, "that needs a " + role.name().toLowerCase(Locale.ROOT));
        return false;
    }

    /** The body as a {@code T}; empty when it is too long or something else, and then the request is answered. */
    static <T> Optional<T> body(Context context, Class<T> type) throws IOException {
        if (!text(context.header("Content-Type")).startsWith("application/json")) {
            stop(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json");
            return Optional.empty();
        }
        byte[] bytes = context.req().getInputStream().readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            context.header("Connection", "close");
            stop(context, HttpStatus.CONTENT_TOO_LARGE, "bodies have at most " + MOST_BODY_BYTES + " bytes");
            return Optional.empty();
        }
        Optional<T> read = JsonText.read(new String(bytes, StandardCharsets.UTF_8), type);
        if (read.isEmpty()) {
            stop(context, HttpStatus.BAD_REQUEST, "the body is not what this action takes");
        }
        return read;
    }

    /** The session's identifier as the request carries it. */
    static Optional<String> id(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE));
    }

    /** Answers with {@code words} and lets nothing else see the request. */
    static void stop(Context context, HttpStatus status, String words) {
        context.status(status);
        Answers.json(context, new Answers.Refusal(words));
        context.skipRemainingHandlers();
    }

    private void headers(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
        if (access.tls().isPresent()) {
            context.header("Strict-Transport-Security", STRICT_TRANSPORT);
        }
    }

    private static void askToLogIn(Context context) {
        if (context.path().startsWith("/api/") || !context.req().getMethod().equals("GET")) {
            stop(context, HttpStatus.UNAUTHORIZED, "log in first");
        } else {
            context.redirect("/login", HttpStatus.SEE_OTHER);
            context.skipRemainingHandlers();
        }
    }

    /** Whether a browser says that another site's page sends this. Programs send neither header. */
    private boolean foreign(Context context) {
        String site = text(context.header("Sec-Fetch-Site"));
        String origin = text(context.header("Origin"));
        boolean otherSite = !site.isEmpty() && !site.equals("same-origin") && !site.equals("none");
        String scheme = access.tls().isPresent() ? "https://" : "http://";
        return otherSite || (!origin.isEmpty() && !origin.equals(scheme + text(context.header("Host"))));
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
