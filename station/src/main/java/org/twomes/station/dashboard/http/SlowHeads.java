package org.twomes.station.dashboard.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which a request's head, or the handshake before it, drips in so slowly that it is not whole in time. The
 * server's own idle time begins anew with each byte, and its least rate counts only for bodies. It looks while anybody is connected.
 */
final class SlowHeads extends AbstractLifeCycle implements Connection.Listener {
    private static final int LOOKS = 5;

    private final ServerConnector connector;
    private final Duration patience;
    private final Duration first;
    private Map<EndPoint, Head> heads = new HashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Scheduler.@Nullable Task next;

    /**
     * What is seen of a connection.
     *
     * @param requests heads that were whole
     * @param bytes that came
     * @param since time at which the head that is arriving was first seen, in {@link System#nanoTime}
     * @param arriving whether one is
     */
    private record Head(long requests, long bytes, long since, boolean arriving) {}

    /** {@code first} is the patience with a connection's first head and the handshake before it; {@code patience} with others. */
    SlowHeads(ServerConnector connector, Duration patience, Duration first) {
        this.connector = connector;
        this.patience = patience;
        this.first = first;
    }

    @Override
    public void onOpened(Connection connection) {
        begin();
    }

    @Override
    protected void doStop() {
        Scheduler.Task last = next;
        if (last != null) {
            last.cancel();
        }
    }

    private void begin() {
        if (looking.compareAndSet(false, true)) {
            again();
        }
    }

    private void again() {
        if (!isRunning()) {
            return;
        }
        next = connector.getScheduler().schedule(this::look, first.toMillis() / LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Map<EndPoint, Head> seen = new HashMap<>();
        long now = System.nanoTime();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection http = inner(endPoint.getConnection());
            if (http == null) {
                continue;
            }
            Head head = head(heads.get(endPoint), http, now);
            Duration limit = head.requests() == 0 ? first : patience;
            if (head.arriving() && now - head.since() > limit.toNanos()) {
                endPoint.close();
            } else {
                seen.put(endPoint, head);
            }
        }
        heads = seen;
        if (!seen.isEmpty()) {
            again();
            return;
        }
        looking.set(false);
        // One that came since this look began found it still looking.
        if (!connector.getConnectedEndPoints().isEmpty()) {
            begin();
        }
    }

    private static Head head(@Nullable Head before, Connection http, long now) {
        long requests = http.getMessagesIn();
        long bytes = http.getBytesIn();
        if (before == null) {
            return new Head(requests, bytes, now, requests == 0);
        }
        boolean answered = requests == http.getMessagesOut();
        if (before.requests() != requests || !answered) {
            return new Head(requests, bytes, now, false);
        }
        boolean more = before.bytes() != bytes;
        return new Head(
                requests, bytes, before.arriving() ? before.since() : now, before.arriving() || requests == 0 || more);
    }

    static @Nullable Connection inner(@Nullable Connection connection) {
        return connection instanceof SslConnection encrypted
                ? encrypted.getSslEndPoint().getConnection()
                : connection;
    }
}
