package org.twomes.station.dashboard.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.twomes.station.access.ClientAddress;

/** Who sends a request, and under which origin a browser knows the station: of a proxy, what it says; of others, what is seen. */
public final class Clients {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final ClientAddress addresses;

    public Clients(ClientAddress addresses) {
        this.addresses = addresses;
    }

    /** The client's address, for the log, the audit log and for counting failed logins. */
    public String of(Context context) {
        List<String> forwarded = Collections.list(context.req().getHeaders(FORWARDED_FOR));
        return addresses.of(context.req().getRemoteAddr(), forwarded);
    }

    /** The origin of the station's own pages (RFC 6454, 6.2), such as {@code https://station.example}. */
    String origin(Context context) {
        boolean proxied = addresses.isProxy(context.req().getRemoteAddr());
        String scheme = context.req().isSecure() ? "https" : "http";
        String host = Optional.ofNullable(context.header("Host")).orElse("");
        return proxied
                ? forwarded(context, FORWARDED_PROTO, scheme).toLowerCase(Locale.ROOT) + "://"
                        + forwarded(context, FORWARDED_HOST, host)
                : scheme + "://" + host;
    }

    private static String forwarded(Context context, String name, String otherwise) {
        return Optional.ofNullable(context.header(name)).map(String::strip).orElse(otherwise);
    }
}
