package org.twomes.station.dashboard.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.access.ClientAddress;
import org.twomes.station.access.ClientNetwork;

/**
 * Bounds the connections of each network, and of all. One too many takes the place of a connection that waits for its request:
 * that which has sent none yet and is the oldest of these, else the oldest idle one. Connections on which a request is being
 * answered, such as those of live pages, are never closed for others; where there are only such, the new one is closed.
 * A proxy that the configuration names has no bound of its own: {@link ClientLimit} counts its clients.
 */
public final class ConnectionLimit implements SelectorManager.AcceptListener {
    /** Connections at once. Browsers hold up to six each. */
    static final int MOST = 512;
    /** Connections at once of one network: a few dozen screens behind one address. */
    public static final int MOST_BY_NETWORK = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);
    private static final String PROXY = "proxy";

    private final ServerConnector connector;
    private final ClientAddress clients;
    private final Predicate<SocketAddress> answering;
    private final Map<SelectableChannel, String> networks = new IdentityHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** {@code answering} says whether a request of this other end is being answered. */
    ConnectionLimit(ServerConnector connector, ClientAddress clients, Predicate<SocketAddress> answering) {
        this.connector = connector;
        this.clients = clients;
        this.answering = answering;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        Optional<String> network = network(channel);
        if (network.isEmpty() || !takes(channel, network.get())) {
            IO.close(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        forget(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        forget(channel);
    }

    private synchronized boolean takes(SelectableChannel channel, String network) {
        boolean bounded = !network.equals(PROXY);
        if (bounded && counts.getOrDefault(network, 0) >= MOST_BY_NETWORK && !makePlace(network)) {
            LOG.debug("A connection from network {} is refused: it has {} already", network, MOST_BY_NETWORK);
            return false;
        }
        if (networks.size() >= MOST && !makePlace("")) {
            LOG.warn("A connection is refused: there are {} already, and all are in use", MOST);
            return false;
        }
        networks.put(channel, network);
        counts.merge(network, 1, Integer::sum);
        return true;
    }

    private synchronized void forget(SelectableChannel channel) {
        String network = networks.remove(channel);
        if (network != null) {
            counts.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Closes a connection of {@code network} that waits for its request, empty for any network's; gives whether there was one. */
    private boolean makePlace(String network) {
        Optional<SelectableChannelEndPoint> waiting = connector.getConnectedEndPoints().stream()
                .filter(SelectableChannelEndPoint.class::isInstance)
                .map(SelectableChannelEndPoint.class::cast)
                .filter(endPoint -> network.isEmpty()
                        ? networks.containsKey(endPoint.getChannel())
                        : network.equals(networks.get(endPoint.getChannel())))
                .filter(endPoint -> !answering.test(endPoint.getRemoteSocketAddress()))
                .min(Comparator.comparing(ConnectionLimit::hasAsked).thenComparingLong(EndPoint::getCreatedTimeStamp));
        waiting.ifPresent(endPoint -> {
            forget(endPoint.getChannel());
            endPoint.close();
        });
        return waiting.isPresent();
    }

    private static boolean hasAsked(EndPoint endPoint) {
        Connection http = SlowHeads.inner(endPoint.getConnection());
        return http != null && http.getMessagesIn() > 0;
    }

    private Optional<String> network(SelectableChannel channel) {
        try {
            return channel instanceof SocketChannel socket
                            && socket.getRemoteAddress() instanceof InetSocketAddress from
                    ? Optional.of(clients.isProxy(from.getAddress()) ? PROXY : ClientNetwork.of(from.getAddress()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
