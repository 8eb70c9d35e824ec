package org.twomes.station.port.rfc2217;

import org.twomes.station.config.SerialServerAddress;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;

/** {@code rfc2217://host:port}. */
public record Rfc2217Address(String text, String host, int port) {
    private static final String SCHEME = "rfc2217://";

    public static boolean matches(String address) {
        return address.startsWith(SCHEME);
    }

    public static Rfc2217Address parse(String text) throws LinkException {
        return SerialServerAddress.parse(text)
                .map(known -> new Rfc2217Address(text, known.host(), known.port()))
                .orElseThrow(
                        () -> new LinkException(LinkFault.OPEN_FAILED, text, "is not of the form rfc2217://host:port"));
    }
}
