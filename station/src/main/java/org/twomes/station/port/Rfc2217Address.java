package org.twomes.station.port;

import java.net.URI;
import java.net.URISyntaxException;

/** {@code rfc2217://host:port}. */
record Rfc2217Address(String text, String host, int port) {
    private static final String SCHEME = "rfc2217://";

    static boolean matches(String address) {
        return address.startsWith(SCHEME);
    }

    static Rfc2217Address parse(String text) throws LinkException {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            if (matches(text) && host != null && uri.getPort() > 0 && uri.getPort() <= 0xFFFF) {
                return new Rfc2217Address(text, host, uri.getPort());
            }
        } catch (URISyntaxException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static LinkException malformed(String text) {
        return new LinkException(LinkFault.OPEN_FAILED, text, "is not of the form rfc2217://host:port");
    }
}
