package org.twomes.station.daemon;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.port.ForwardingLink;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.SerialLink;

/** Drivers that stop returning: a read or write hangs, and so does every close, until the latch is counted down. */
public final class StuckLinks {
    /** Writes before the one that hangs: in the middle of the transfer to flash. */
    private static final int WRITES = 60;

    private final CountDownLatch atLast;
    private final Map<String, Where> nodes;
    private final AtomicInteger held = new AtomicInteger();

    /** What hangs. */
    public enum Where {
        READ,
        WRITE
    }

    /** Links of these nodes get stuck. */
    public StuckLinks(CountDownLatch atLast, Map<String, Where> nodes) {
        this.atLast = atLast;
        this.nodes = new ConcurrentHashMap<>(nodes);
    }

    /** The environment with these links in front of its own. */
    public StationEnvironment around(StationEnvironment environment) {
        LinkOpener opener = (address, baud) -> {
            SerialLink link = environment.opener().open(address, baud);
            Where where = nodes.get(address.substring(address.lastIndexOf('/') + 1));
            return where == null ? link : new Stuck(link, where);
        };
        return Environments.withOpener(environment, opener);
    }

    /** Links that are opened from now on work. */
    public void heal() {
        nodes.clear();
    }

    /** Reads and writes that hang now. */
    public int held() {
        return held.get();
    }

    private void hang() {
        boolean interrupted = false;
        while (true) {
            try {
                atLast.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Stuck extends ForwardingLink {
        private final Where where;
        private int writes;

        Stuck(SerialLink link, Where where) {
            super(link);
            this.where = where;
        }

        @Override
        public int read(byte[] buffer, int offset, int length, Duration patience) {
            if (where == Where.READ) {
                hold();
            }
            return link.read(buffer, offset, length, patience);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (where == Where.WRITE && ++writes == WRITES) {
                hold();
            }
            link.write(bytes, offset, length);
        }

        private void hold() {
            held.incrementAndGet();
            hang();
            held.decrementAndGet();
        }

        @Override
        public void close() {
            hang();
            link.close();
        }
    }
}
