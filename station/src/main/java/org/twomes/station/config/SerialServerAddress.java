package org.twomes.station.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a serial server, {@code rfc2217://host:port}.
 *
 * @param text as it is configured
 * @param host as it is looked up, an IPv6 address in brackets
 * @param port TCP port, 1 to 65535
 */
public record SerialServerAddress(String text, String host, int port) {
    private static final int HIGHEST_PORT = 0xFFFF;
    private static final Pattern FORM = Pattern.compile("rfc2217://([^/?#@\\s]+):([0-9]{1,5})");

    /** Reads {@code text}; empty when it has not this form. */
    public static Optional<SerialServerAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(2));
        return HostName.ascii(form.group(1))
                .filter(host -> port > 0 && port <= HIGHEST_PORT)
                .map(host -> new SerialServerAddress(text, host, port));
    }
}
