package org.twomes.station.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of machines as people give them: with underscores, which name services and /etc/hosts know and {@link URI} does not,
 * and internationalised ones, which are looked up in their ASCII form (RFC 5891).
 */
public final class HostName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._~-]+)?]");
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#@:\\[]+)(.*)");

    private HostName() {}

    /** The name as it is looked up; empty when it is none. An IPv6 address is in brackets. */
    public static Optional<String> ascii(String host) {
        if (IPV6.matcher(host).matches()) {
            return Optional.of(host);
        }
        try {
            // Without the rules for host names (STD 3), which know no underscore.
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED))
                    .filter(name -> NAME.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * An address of a web server with an internationalised name in its ASCII form.
     *
     * @throws URISyntaxException where {@code text} is no address
     */
    public static URI uri(String text) throws URISyntaxException {
        URI uri = new URI(text);
        Matcher parts = ADDRESS.matcher(text);
        if (uri.getHost() == null && parts.matches()) {
            Optional<String> host = ascii(parts.group(2));
            if (host.isPresent()) {
                return new URI(parts.group(1) + host.get() + parts.group(3));
            }
        }
        return uri;
    }

    /** What Java's own HTTP client has against the address; empty when it takes it. */
    public static Optional<String> complaint(URI uri) {
        if (uri.getHost() != null || uri.getRawAuthority() == null) {
            return Optional.empty();
        }
        // What is before the @ may be a password.
        String host = uri.getRawAuthority().substring(uri.getRawAuthority().lastIndexOf('@') + 1);
        return Optional.of(
                host.indexOf('_') >= 0
                        ? "Java's HTTP client takes no host name with an underscore ('" + host
                                + "'): give the server a second name without one (DNS, /etc/hosts) or write its IP address"
                        : "'" + host + "' is no host name");
    }
}
