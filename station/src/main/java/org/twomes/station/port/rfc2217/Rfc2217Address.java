package org.twomes.station.port.rfc2217;

import org.twomes.station.config.SerialServerAddress;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** {@code rfc2217://host:port}. */
public record Rfc2217Address(String text, String host, int port) {
    private static final String SCHEME = "rfc2217://";

    public static boolean matches(String address) {
        return address.startsWith(SCHEME);
    }

    public static Rfc2217Address parse(String text) {
        return SerialServerAddress.parse(text)
                .map(known -> new Rfc2217Address(text, known.host(), known.port()))
                .orElseThrow(() ->
                        new FaultException(FaultCode.PORT_OPEN_FAILED, text, "is not of the form rfc2217://host:port"));
    }
}
