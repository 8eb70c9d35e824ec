package org.twomes.station.config.check;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twomes.station.config.BackOfficeSection;

/** Addresses of servers must neither hold a secret nor lead secrets over an open line. */
public final class ServerAddress {
    /** A password among a JDBC address's parameters, or before its host. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=[?&;])[^=&;]*password=[^&;]*|(?<=//)[^/@?]*:[^/@?]*@", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d{1,2})(\\.|$)){4}");

    /** The public servers, whose environment is known. */
    private static final String PRODUCTION_HOST = "api.energietransitiewindesheim.nl";

    private static final String TEST_HOST = "api.tst.energietransitiewindesheim.nl";

    private static final int HIGHEST_TCP_PORT = 65535;

    private ServerAddress() {}

    static boolean holdsPassword(String url) {
        return PASSWORD.matcher(url).find();
    }

    /** The address as it may be shown. */
    static String withoutPassword(String url) {
        return PASSWORD.matcher(url).replaceAll("...");
    }

    /** Whether a bound address is this machine's own. Only literal addresses and localhost: what a name server says can change after the check. */
    public static boolean loopback(String bind) {
        if (bind.equals("localhost")) {
            return true;
        }
        try {
            return mayBeLiteral(bind) && InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a text is an IP address, which needs no name server. */
    static boolean literal(String address) {
        try {
            return mayBeLiteral(address) && !InetAddress.getByName(address).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean mayBeLiteral(String address) {
        return address.indexOf(':') >= 0 || IPV4.matcher(address).matches();
    }

    /** What is wrong with the way to the back office; empty when nothing is. */
    static Optional<String> complaint(BackOfficeSection office) {
        if (office.url().getUserInfo() != null) {
            return Optional.of(
                    "holds a user or a password; the station needs none but the admin token in backOffice.tokenFile");
        }
        return inClear(office.url()) && !office.insecure()
                ? Optional.of("would send the admin token and the activation tokens in clear: write https://"
                        + " (on a network that nobody else is on, backOffice.insecure: true allows it)")
                : Optional.empty();
    }

    /** That the address is a server of the other environment than the configuration says; empty when it is not. */
    static Optional<String> otherEnvironment(BackOfficeSection office) {
        String host = Objects.requireNonNullElse(office.url().getHost(), "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.$", "");
        boolean test = office.environment() == BackOfficeSection.Environment.TEST;
        if (test && host.equals(PRODUCTION_HOST)) {
            return Optional.of(
                    "is test, but backOffice.url is the production server; write production, or the test server's"
                            + " address https://" + TEST_HOST + "/v1");
        }
        if (!test && host.equals(TEST_HOST)) {
            return Optional.of("is production, but backOffice.url is the test server; write test, or the production"
                    + " server's address https://" + PRODUCTION_HOST + "/v1");
        }
        return Optional.empty();
    }

    /** What is wrong with the address of a proxy; empty when nothing is. */
    static Optional<String> proxyComplaint(URI proxy) {
        if (proxy.getUserInfo() != null) {
            return Optional.of("holds a user or a password; the station can only use a proxy without a login");
        }
        boolean usable = "http".equals(proxy.getScheme())
                && proxy.getHost() != null
                && proxy.getPort() > 0
                && proxy.getPort() <= HIGHEST_TCP_PORT
                && Objects.requireNonNullElse(proxy.getPath(), "")
                        .replace("/", "")
                        .isEmpty();
        return usable ? Optional.empty() : Optional.of("'" + proxy + "' is not http://HOST:PORT");
    }

    /** Whether what is sent there leaves this machine unencrypted. */
    public static boolean inClear(URI url) {
        String host = Objects.requireNonNullElse(url.getHost(), "");
        String scheme = Objects.requireNonNullElse(url.getScheme(), "");
        return scheme.equalsIgnoreCase("http") && !LOOPBACK.matcher(host).matches();
    }
}
