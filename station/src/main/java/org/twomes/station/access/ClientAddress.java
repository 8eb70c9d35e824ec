package org.twomes.station.access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From which address a request comes. Of a proxy that the configuration names, it is the one that the proxy wrote into
 * {@code X-Forwarded-For}; of anybody else, that of the connection, whatever its headers say.
 *
 * <p>The header is read from its end: each proxy appends the address of who called it, so what stands before the first address
 * that is no proxy of ours was written by a stranger. {@code Forwarded} (RFC 7239) is not read: a proxy that writes one of the two
 * passes on the other as the client sent it.
 */
public final class ClientAddress {
    private static final String PORT = ":\\d{1,5}$";

    private final Set<InetAddress> proxies;

    /** {@code proxies} are addresses in text; what is none is left out. */
    public ClientAddress(List<String> proxies) {
        this.proxies = proxies.stream()
                .flatMap(text -> ClientNetwork.literal(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an address is that of a proxy that the configuration names. */
    public boolean isProxy(InetAddress address) {
        return proxies.contains(address);
    }

    /** As {@link #isProxy(InetAddress)}, of an address in text. */
    public boolean isProxy(String address) {
        return ClientNetwork.literal(address).filter(proxies::contains).isPresent();
    }

    /**
     * The address of the client, in text.
     *
     * @param connected the other end of the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers in their order
     */
    public String of(String connected, List<String> forwardedFor) {
        String client = connected;
        List<String> hops = forwardedFor.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .toList();
        for (int i = hops.size() - 1; i >= 0 && isProxy(client); i--) {
            Optional<InetAddress> hop = hop(hops.get(i).strip());
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get().getHostAddress();
        }
        return client;
    }

    /** An address as proxies write it: some add the port. */
    private static Optional<InetAddress> hop(String text) {
        boolean withPort = text.startsWith("[") || text.indexOf(':') == text.lastIndexOf(':');
        return ClientNetwork.literal(withPort ? text.replaceFirst(PORT, "") : text);
    }
}
