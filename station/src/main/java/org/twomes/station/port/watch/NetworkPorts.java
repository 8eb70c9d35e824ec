package org.twomes.station.port.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.link.LinkLimits;
import org.twomes.station.port.rfc2217.NetworkLines;
import org.twomes.station.port.rfc2217.Rfc2217Address;
import org.twomes.station.port.rfc2217.Rfc2217Link;

/**
 * The fixed RFC 2217 ports. Each is connected once and stays so: a server opens its device for every client that connects
 * (ser2net 4.3.11, seen by strace), so each check would raise DTR and RTS and, with {@code kickolduser}, disconnect another
 * client. Unplugging a device at its server ends the connection; a missing device is polled until it is back.
 */
final class NetworkPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkPorts.class);

    /** Rate of an idle connection before its first lines, which sets its own. */
    private static final int FIRST_BAUD = 115_200;

    /** Limits for the second client by which it is found out whether the server disconnects the first. */
    private static final LinkLimits SECOND_CLIENT = new LinkLimits(
            Duration.ofSeconds(1), LinkLimits.USUAL.control(), LinkLimits.USUAL.write(), LinkLimits.USUAL.close());

    /** Time for the first client to be disconnected once a second one has the port. */
    private static final Duration TAKEN_OVER = Duration.ofMillis(500);

    private final List<Port> ports = new ArrayList<>();
    private final PortFilter filter;
    private final NetworkLines lines;
    private final PresentPorts present;
    private final WatchThread watchThread;

    /** Pauses between attempts to connect: from the first, doubled each time, to the last. */
    private enum Pause {
        /** The server's device is missing: an attempt raises no modem lines and disturbs no other client. */
        DEVICE(Duration.ofSeconds(1), Duration.ofSeconds(2)),
        SERVER(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        /** Another client uses the port. */
        BUSY(Duration.ofSeconds(5), Duration.ofMinutes(1)),
        OTHER(Duration.ofSeconds(10), Duration.ofMinutes(5));

        private final Duration first;
        private final Duration last;

        Pause(Duration first, Duration last) {
            this.first = first;
            this.last = last;
        }

        static Pause after(FaultCode fault) {
            return switch (fault) {
                case PORT_NOT_FOUND -> DEVICE;
                case SERIAL_SERVER_DOWN -> SERVER;
                case PORT_BUSY -> BUSY;
                default -> OTHER;
            };
        }
    }

    NetworkPorts(
            List<String> addresses,
            PortFilter filter,
            NetworkLines lines,
            PresentPorts present,
            WatchThread watchThread) {
        this.filter = filter;
        this.lines = lines;
        this.present = present;
        this.watchThread = watchThread;
        for (String address : addresses) {
            try {
                ports.add(new Port(Rfc2217Address.parse(address)));
            } catch (FaultException e) {
                LOG.error("ports.rfc2217: {}", e.advised());
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

    /** One address. Its calls run on a thread of its own, as a server may block them for seconds. */
    private final class Port {
        private final Rfc2217Address address;
        private final WatchThread thread;
        private volatile boolean stopped;
        /** Whether the server disconnects the old client for a new one; empty while that is not known. */
        private Optional<Boolean> takesOver = Optional.empty();

        private @Nullable Rfc2217Link line;
        private Optional<FaultCode> lastFault = Optional.empty();
        private Duration pause = Duration.ZERO;

        Port(Rfc2217Address address) {
            this.address = address;
            this.thread = new WatchThread("network port " + address.text());
        }

        void start() {
            lines.keep(address.text(), (ended, byOtherSide) -> thread.run(() -> ended(ended, byOtherSide)));
            thread.run(this::connect);
        }

        void stop() {
            stopped = true;
            lines.drop(address.text());
            thread.stop();
        }

        void close() {
            thread.close();
        }

        private void connect() {
            Lock opening = lines.opening(address.text());
            opening.lock();
            try {
                if (stopped || lines.inUse(address.text())) {
                    return;
                }
                Rfc2217Link open = takesOver.isPresent()
                        ? Rfc2217Link.once(address, FIRST_BAUD, LinkLimits.USUAL, lines)
                        : withSecondClient(Rfc2217Link.once(address, FIRST_BAUD, LinkLimits.USUAL, lines));
                line = open;
                open.rest();
                if (!lines.rest(open)) {
                    open.close();
                    return;
                }
                lastFault = Optional.empty();
                pause = Duration.ZERO;
                report(this::appeared);
            } catch (FaultException e) {
                failed(e);
            } finally {
                opening.unlock();
            }
        }

        /** Finds out, with a second connection, whether the server disconnects the first; returns the one that is left. */
        private Rfc2217Link withSecondClient(Rfc2217Link first) {
            // Only the end of the connection that stays is reported.
            line = first;
            try {
                Rfc2217Link second = Rfc2217Link.once(address, FIRST_BAUD, SECOND_CLIENT, lines);
                line = second;
                boolean over = first.endsWithin(TAKEN_OVER);
                takesOver = Optional.of(over);
                if (over) {
                    LOG.info(
                            "{}: the server disconnects a client when a new one connects (ser2net: kickolduser);"
                                    + " after another client connected, the station reconnects only when the slot is run again",
                            address.text());
                }
                first.close();
                return second;
            } catch (FaultException e) {
                LOG.debug("{}: the server takes one client at a time: {}", address.text(), e.getMessage());
                takesOver = Optional.of(false);
                return first;
            }
        }

        private void failed(FaultException e) {
            Pause kind = Pause.after(e.code());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(kind.first) < 0 ? kind.first : doubled;
            pause = pause.compareTo(kind.last) > 0 ? kind.last : pause;
            if (!lastFault.equals(Optional.of(e.code()))) {
                lastFault = Optional.of(e.code());
                report(() -> gone(e));
            }
            thread.later(pause, this::connect);
        }

        private void ended(Rfc2217Link ended, boolean byOtherSide) {
            if (stopped || (line != null && line != ended && line.whole()) || lines.inUse(address.text())) {
                return;
            }
            if (takesOver.orElse(false)) {
                // Another client or an unplugged device: connecting to find out would disconnect that client.
                LOG.info(
                        "{}: the server ended the connection; not reconnected until its slot is run again",
                        address.text());
                return;
            }
            if (byOtherSide) {
                report(() -> present.vanished(address.text()));
            }
            pause = Pause.DEVICE.first;
            thread.later(pause, this::connect);
        }

        /** Reports on the watch's thread. */
        private void report(Runnable change) {
            watchThread.run(change);
        }

        private void appeared() {
            if (!present.has(address.text())) {
                present.appeared(detectedPort());
            }
        }

        private void gone(FaultException e) {
            present.vanished(address.text());
            if (e.code() != FaultCode.PORT_NOT_FOUND) {
                present.unusable(detectedPort(), e);
            }
        }

        private DetectedPort detectedPort() {
            return new DetectedPort(
                    address.text(), address.text(), filter.slotName(address.text()), "", "RFC 2217 server");
        }
    }
}
