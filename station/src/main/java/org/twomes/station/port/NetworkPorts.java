package org.twomes.station.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fixed RFC 2217 ports: present while something answers there. Nothing is sent, so that the board is left alone. */
final class NetworkPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NetworkPorts.class);

    /** Each look is a connection that the server must take and drop. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final List<Rfc2217Address> addresses = new ArrayList<>();
    private final PortFilter filter;
    private final LineUse use;
    private final Sightings sightings;
    private final WatchThread teller;
    /** A thread for each, as a server that does not answer, or whose name is looked up, holds its own up for seconds. */
    private final List<WatchThread> probers = new ArrayList<>();

    NetworkPorts(List<String> addresses, PortFilter filter, LineUse use, Sightings sightings, WatchThread teller) {
        for (String address : addresses) {
            try {
                this.addresses.add(Rfc2217Address.parse(address));
            } catch (LinkException e) {
                log.error("ports.rfc2217: {}", e.getMessage());
            }
        }
        this.filter = filter;
        this.use = use;
        this.sightings = sightings;
        this.teller = teller;
    }

    void start() {
        for (Rfc2217Address address : addresses) {
            WatchThread prober = new WatchThread("port probe " + address.text());
            probers.add(prober);
            prober.every(PERIOD, () -> probe(address));
        }
    }

    private void probe(Rfc2217Address address) {
        if (use.inUse(address.text())) {
            return;
        }
        boolean there = answers(address);
        teller.run(() -> {
            // In use again by now: what was learnt before is old, and a cut is told at the next look.
            if (use.inUse(address.text())) {
                return;
            }
            boolean cut = use.takeCut(address.text());
            if (cut || !there) {
                sightings.vanished(address.text());
            }
            if (there && !sightings.has(address.text())) {
                sightings.appeared(new PortSighting(
                        address.text(), address.text(), filter.slotName(address.text()), "", "RFC 2217 server"));
            }
        });
    }

    private static boolean answers(Rfc2217Address address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        probers.forEach(WatchThread::stop);
        probers.forEach(WatchThread::close);
    }
}
