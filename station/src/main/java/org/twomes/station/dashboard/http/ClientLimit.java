package org.twomes.station.dashboard.http;

import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.twomes.station.access.ClientAddress;
import org.twomes.station.access.ClientNetwork;

/**
 * Knows which connections have a request that is being answered, and bounds the requests of each network that come at once
 * through a proxy: there the proxy's connections cannot be counted for one client.
 */
final class ClientLimit extends Handler.Wrapper {
    private final ClientAddress clients;
    private final Set<SocketAddress> answering = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    ClientLimit(ClientAddress clients, Handler next) {
        super(next);
        this.clients = clients;
    }

    /** Whether a request of this other end is being answered. */
    boolean isAnswering(@Nullable SocketAddress remote) {
        return remote != null && answering.contains(remote);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        if (remote == null) {
            // The client has gone.
            callback.failed(new EofException());
            return true;
        }
        answering.add(remote);
        Request.addCompletionListener(request, failure -> answering.remove(remote));
        String connected = Optional.ofNullable(Request.getRemoteAddr(request)).orElse("");
        if (clients.isProxy(connected)) {
            String network = ClientNetwork.of(
                    clients.of(connected, request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR)));
            int now = counts.merge(network, 1, Integer::sum);
            Request.addCompletionListener(
                    request, failure -> counts.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null));
            if (now > ConnectionLimit.MOST_BY_NETWORK) {
                Response.writeError(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
                return true;
            }
        }
        return super.handle(request, response, callback);
    }
}
