package org.twomes.station.port.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkFault;
import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.rfc2217.Rfc2217Address;
import org.twomes.station.port.rfc2217.Rfc2217Link;

/**
 * The fixed RFC 2217 ports. Each is connected once and stays so: a server opens its device for every client that connects
 * (ser2net 4.3.11, seen by strace), so whether a port is there cannot be asked without raising its DTR and RTS, and where
 * {@code kickolduser} is set not without throwing out whoever has it. That a device is pulled from its server ends the
 * connection, and a device that is not there is looked for until it is.
 */
final class NetworkPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NetworkPorts.class);

    /** Of a line that rests until its first use; that use sets its own. */
    private static final int FIRST_BAUD = 115_200;

    /** A second client must be answered within this for it to be known what the server does with one. */
    private static final LinkLimits SECOND_CLIENT = new LinkLimits(
            Duration.ofSeconds(1), LinkLimits.USUAL.control(), LinkLimits.USUAL.write(), LinkLimits.USUAL.close());

    /** How long the first client's end may take once a second one has the port. */
    private static final Duration TAKEN_OVER = Duration.ofMillis(500);

    private final List<Port> ports = new ArrayList<>();
    private final PortFilter filter;
    private final NetworkLines use;
    private final PresentPorts sightings;
    private final WatchThread teller;

    /** How often a port is tried again that could not be connected: from the first wait, doubled, to the last. */
    private enum Pause {
        /** The server's device is not there: opening it raises no lines and disturbs nobody. */
        DEVICE(Duration.ofSeconds(1), Duration.ofSeconds(2)),
        SERVER(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        /** Another client is left alone. */
        BUSY(Duration.ofSeconds(5), Duration.ofMinutes(1)),
        OTHER(Duration.ofSeconds(10), Duration.ofMinutes(5));

        private final Duration first;
        private final Duration last;

        Pause(Duration first, Duration last) {
            this.first = first;
            this.last = last;
        }

        static Pause after(LinkFault fault) {
            return switch (fault) {
                case NOT_FOUND -> DEVICE;
                case NO_SERVER -> SERVER;
                case BUSY -> BUSY;
                case ACCESS_DENIED, OPEN_FAILED, GONE, STUCK, CLOSED, NO_MODEM_LINES, REFUSED, RESET_FAILED -> OTHER;
            };
        }
    }

    NetworkPorts(
            List<String> addresses, PortFilter filter, NetworkLines use, PresentPorts sightings, WatchThread teller) {
        this.filter = filter;
        this.use = use;
        this.sightings = sightings;
        this.teller = teller;
        for (String address : addresses) {
            try {
                ports.add(new Port(Rfc2217Address.parse(address)));
            } catch (LinkException e) {
                log.error("ports.rfc2217: {}", e.getMessage());
            }
        }
    }

    void start() {
        ports.forEach(Port::start);
    }

    @Override
    public void close() {
        ports.forEach(Port::stop);
        ports.forEach(Port::close);
    }

    /** One address; all but what it hears of its lines' ends is on its own thread, as a server may hold that up for seconds. */
    private final class Port {
        private final Rfc2217Address address;
        private final WatchThread thread;
        private volatile boolean stopped;
        /** Whether the server gives the port to a new client and throws out the old one; empty while that is not known. */
        private Optional<Boolean> takesOver = Optional.empty();

        private @Nullable Rfc2217Link line;
        private Optional<LinkFault> trouble = Optional.empty();
        private Duration pause = Duration.ZERO;

        Port(Rfc2217Address address) {
            this.address = address;
            this.thread = new WatchThread("network port " + address.text());
        }

        void start() {
            use.keep(address.text(), (ended, byOtherSide) -> thread.run(() -> ended(ended, byOtherSide)));
            thread.run(this::connect);
        }

        void stop() {
            stopped = true;
            use.drop(address.text());
            thread.stop();
        }

        void close() {
            thread.close();
        }

        private void connect() {
            Lock opening = use.opening(address.text());
            opening.lock();
            try {
                if (stopped || use.inUse(address.text())) {
                    return;
                }
                Rfc2217Link open = takesOver.isPresent()
                        ? Rfc2217Link.once(address, FIRST_BAUD, LinkLimits.USUAL, use)
                        : withSecondClient(Rfc2217Link.once(address, FIRST_BAUD, LinkLimits.USUAL, use));
                line = open;
                open.rest();
                if (!use.rest(open)) {
                    open.close();
                    return;
                }
                trouble = Optional.empty();
                pause = Duration.ZERO;
                tell(this::appeared);
            } catch (LinkException e) {
                failed(e);
            } finally {
                opening.unlock();
            }
        }

        /** Learns what the server does with a second client, on this port of ours; gives the line that is left. */
        private Rfc2217Link withSecondClient(Rfc2217Link first) {
            // The line that stays is the one that its keeper may hear of.
            line = first;
            try {
                Rfc2217Link second = Rfc2217Link.once(address, FIRST_BAUD, SECOND_CLIENT, use);
                line = second;
                boolean over = first.endsWithin(TAKEN_OVER);
                takesOver = Optional.of(over);
                if (over) {
                    log.info(
                            "{}: the server gives it to any new client and throws out the old one (ser2net: kickolduser);"
                                    + " once another client has it, it is left alone until its slot is run again",
                            address.text());
                }
                first.close();
                return second;
            } catch (LinkException e) {
                log.debug("{}: the server takes one client at a time: {}", address.text(), e.getMessage());
                takesOver = Optional.of(false);
                return first;
            }
        }

        private void failed(LinkException e) {
            Pause kind = Pause.after(e.fault());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(kind.first) < 0 ? kind.first : doubled;
            pause = pause.compareTo(kind.last) > 0 ? kind.last : pause;
            if (!trouble.equals(Optional.of(e.fault()))) {
                trouble = Optional.of(e.fault());
                tell(() -> gone(e));
            }
            thread.later(pause, this::connect);
        }

        private void ended(Rfc2217Link ended, boolean byOtherSide) {
            if (stopped || (line != null && line != ended && line.whole()) || use.inUse(address.text())) {
                return;
            }
            if (takesOver.orElse(false)) {
                // It may be a client, or the device: to look would throw that client out.
                log.info("{}: the server ended the connection; left alone until its slot is run again", address.text());
                return;
            }
            if (byOtherSide) {
                tell(() -> sightings.vanished(address.text()));
            }
            pause = Pause.DEVICE.first;
            thread.later(pause, this::connect);
        }

        /** On the watch's thread. */
        private void tell(Runnable news) {
            teller.run(news);
        }

        private void appeared() {
            if (!sightings.has(address.text())) {
                sightings.appeared(sighting());
            }
        }

        private void gone(LinkException e) {
            sightings.vanished(address.text());
            if (e.fault() != LinkFault.NOT_FOUND) {
                sightings.unusable(sighting(), e);
            }
        }

        private DetectedPort sighting() {
            return new DetectedPort(
                    address.text(), address.text(), filter.slotName(address.text()), "", "RFC 2217 server");
        }
    }
}
