package org.twomes.station.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** For whom a client's address stands: an IPv4 address for itself, an IPv6 address for its /64. */
public final class ClientNetwork {
    /** Bytes of an IPv6 address that name its network; whoever has one has all addresses of it (RFC 6177, RFC 4291 2.5.4). */
    private static final int NETWORK_BYTES = 8;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private ClientNetwork() {}

    /** The network of an address in text, in brackets or with a scope or not; what is no address stands for itself. */
    public static String of(String address) {
        return literal(address).map(ClientNetwork::of).orElse(address);
    }

    /** The network of an address. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length > NETWORK_BYTES
                ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                : address.getHostAddress();
    }

    /** The address that a text says, in brackets or with a scope or not; empty for host names and anything else: nothing is looked up. */
    public static Optional<InetAddress> literal(String text) {
        int scope = text.indexOf('%');
        String plain =
                (scope < 0 ? text : text.substring(0, scope)).replace("[", "").replace("]", "");
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
