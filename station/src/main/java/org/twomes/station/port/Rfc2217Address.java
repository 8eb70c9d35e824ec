package org.twomes.station.port;

import org.twomes.station.config.SerialServerAddress;

/** {@code rfc2217://host:port}. */
record Rfc2217Address(String text, String host, int port) {
    private static final String SCHEME = "rfc2217://";

    static boolean matches(String address) {
        return address.startsWith(SCHEME);
    }

    static Rfc2217Address parse(String text) throws LinkException {
        return SerialServerAddress.parse(text)
                .map(known -> new Rfc2217Address(text, known.host(), known.port()))
                .orElseThrow(
                        () -> new LinkException(LinkFault.OPEN_FAILED, text, "is not of the form rfc2217://host:port"));
    }
}
