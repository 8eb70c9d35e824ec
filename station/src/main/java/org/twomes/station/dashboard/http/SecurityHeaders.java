package org.twomes.station.dashboard.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer says to browsers about how far the station's pages may be trusted. */
public final class SecurityHeaders {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    /** Two years, as browsers' preload lists ask. */
    private static final String STRICT_TRANSPORT = "max-age=63072000";

    private SecurityHeaders() {}

    /** Names and values; {@code tls} where the web server has TLS. */
    public static Map<String, String> of(boolean tls) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        headers.put("Cache-Control", "no-store");
        if (tls) {
            headers.put("Strict-Transport-Security", STRICT_TRANSPORT);
        }
        return Map.copyOf(headers);
    }
}
