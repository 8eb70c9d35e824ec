package org.twomes.station.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of servers must neither hold a secret nor lead secrets over an open line. */
final class ServerAddress {
    /** A password among a JDBC address's parameters, or before its host. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=[?&;])[^=&;]*password=[^&;]*|(?<=//)[^/@?]*:[^/@?]*@", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private ServerAddress() {}

    static boolean holdsPassword(String url) {
        return PASSWORD.matcher(url).find();
    }

    /** The address as it may be shown. */
    static String withoutPassword(String url) {
        return PASSWORD.matcher(url).replaceAll("...");
    }

    /** Whether a bound address is this machine's own. Only literal addresses and localhost: what a name server says can change after the check. */
    static boolean loopback(String bind) {
        if (bind.equals("localhost")) {
            return true;
        }
        boolean literal = bind.indexOf(':') >= 0 || bind.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            return literal && InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What is wrong with the way to the back office; empty when nothing is. */
    static Optional<String> complaint(BackOfficeSection office) {
        if (office.url().getUserInfo() != null) {
            return Optional.of(
                    "holds a user or a password; the station needs none but the admin token in backOffice.tokenFile");
        }
        String host = Objects.requireNonNullElse(office.url().getHost(), "");
        boolean open = Objects.requireNonNullElse(office.url().getScheme(), "").equals("http")
                && office.environment() == BackOfficeSection.Environment.PRODUCTION
                && !LOOPBACK.matcher(host).matches();
        return open
                ? Optional.of(
                        "would send the production server's admin token and the activation tokens in clear: write https://")
                : Optional.empty();
    }
}
