package org.twomes.station.dashboard.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.access.Access;
import org.twomes.station.access.Role;
import org.twomes.station.access.Session;

/** Looks at every request before anything else does: headers, host, method, size, session, and who may act. */
public final class Guard {
    /** Holds the session's identifier. */
    public static final String COOKIE = "station";
    /** As browsers take it only over TLS, for all paths, and from the host itself (RFC 6265bis, 4.1.3.2). */
    public static final String TLS_COOKIE = "__Host-" + COOKIE;
    /** Carries the session's token with each action. */
    static final String CSRF_HEADER = "X-CSRF-Token";
    /** The largest body taken; actions are a line of JSON. */
    public static final int MOST_BODY_BYTES = 16 * 1024;

    static final String BODY_TOO_LONG = "bodies have at most " + MOST_BODY_BYTES + " bytes";

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    /** Each asks a server to take the request for one of another method; Javalin does so for the first. */
    private static final List<String> METHOD_OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    private static final String JSON = "application/json";
    /** A path in the log is cut after so many characters. */
    private static final int SHOWN_PATH = 120;

    private static final String SESSION = "session";
    private final Access access;
    private final HostNames hosts;
    private final Clients clients;
    private final Set<String> open;
    private final Map<String, String> headers;

    /** {@code open} are the paths that need no session. */
    public Guard(Access access, HostNames hosts, Clients clients, Set<String> open) {
        this.access = access;
        this.clients = clients;
        this.hosts = hosts;
        this.open = open;
        this.headers = SecurityHeaders.of(access.tls().isPresent());
    }

    /** Answers what may not go on by itself. */
    public void check(Context context) {
        headers.forEach(context::header);
        if (!METHODS.contains(context.req().getMethod())) {
            context.header("Allow", "GET, HEAD, POST");
            stop(context, HttpStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST");
            return;
        }
        if (overridesMethod(context)) {
            stop(context, HttpStatus.BAD_REQUEST, "a request is of the method in its first line and no other");
            return;
        }
        if (!hosts.knows(context.header("Host"))) {
            stop(context, HttpStatus.MISDIRECTED_REQUEST, "this station does not go by that host name");
            return;
        }
        if (context.req().getContentLengthLong() > MOST_BODY_BYTES) {
            context.header("Connection", "close");
            stop(context, HttpStatus.CONTENT_TOO_LARGE, BODY_TOO_LONG);
            return;
        }
        Optional<Session> session = access.session(id(context));
        session.ifPresent(found -> context.attribute(SESSION, found));
        boolean post = context.req().getMethod().equals("POST");
        if (post && foreign(context)) {
            refused(context, "another site's page sends it");
            stop(context, HttpStatus.FORBIDDEN, "actions come from the station's own pages only");
        } else if (open.contains(context.path())) {
            return;
        } else if (session.isEmpty()) {
            askToLogIn(context);
        } else if (post && !access.csrfFits(session.get(), text(context.header(CSRF_HEADER)))) {
            refused(context, "it lacks the session's token");
            stop(
                    context,
                    HttpStatus.FORBIDDEN,
                    "the token of the session is missing or another's: load the page again");
        }
    }

    /** The session of a request that passed {@link #check}; empty on open paths. */
    public static Optional<Session> session(Context context) {
        return Optional.ofNullable(context.<Session>attribute(SESSION));
    }

    /** Whether the request's session covers {@code role}; if not, the request is answered. */
    public static boolean allows(Context context, Role role) {
        if (session(context).filter(session -> session.role().covers(role)).isPresent()) {
            return true;
        }
        LOG.warn(
                "{} may not do {} {}",
                session(context).map(Session::user).orElse("a stranger"),
                context.method(),
                context.path());
        stop(context, HttpStatus.FORBIDDEN, "that needs a " + role.name().toLowerCase(Locale.ROOT));
        return false;
    }

    /** The body as a {@code T}; empty when it is too long or something else, and then the request is answered. */
    public static <T> Optional<T> body(Context context, Class<T> type) throws IOException {
        if (!mediaType(text(context.header("Content-Type"))).equalsIgnoreCase(JSON)) {
            stop(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json");
            return Optional.empty();
        }
        byte[] bytes = context.req().getInputStream().readNBytes(MOST_BODY_BYTES + 1);
        if (bytes.length > MOST_BODY_BYTES) {
            context.header("Connection", "close");
            stop(context, HttpStatus.CONTENT_TOO_LARGE, BODY_TOO_LONG);
            return Optional.empty();
        }
        Optional<T> read = JsonText.read(new String(bytes, StandardCharsets.UTF_8), type);
        if (read.isEmpty()) {
            stop(context, HttpStatus.BAD_REQUEST, "the body is not what this action takes");
        }
        return read;
    }

    /** A media type without its parameters (RFC 9110, 8.3.1). */
    private static String mediaType(String header) {
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters)).strip();
    }

    /** Whether anybody but the request line says which method this is: what was checked here would not be what is done. */
    private static boolean overridesMethod(Context context) {
        return METHOD_OVERRIDES.stream().anyMatch(name -> context.header(name) != null)
                || !context.method().name().equals(context.req().getMethod());
    }

    /** The session's identifier as the request carries it. */
    public static Optional<String> id(Context context) {
        return Optional.ofNullable(context.cookie(context.req().isSecure() ? TLS_COOKIE : COOKIE));
    }

    /** Answers with {@code message} and lets nothing else see the request. */
    public static void stop(Context context, HttpStatus status, String message) {
        context.status(status);
        JsonAnswers.json(context, new JsonAnswers.Refusal(message));
        context.skipRemainingHandlers();
    }

    private void refused(Context context, String why) {
        LOG.warn("POST {} from {} is refused: {}", shown(context.path()), clients.of(context), why);
    }

    private static String shown(String path) {
        return path.length() > SHOWN_PATH ? path.substring(0, SHOWN_PATH) + "..." : path;
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
        return otherSite || (!origin.isEmpty() && !origin.equals(clients.origin(context)));
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
