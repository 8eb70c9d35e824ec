package org.twomes.station.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.twomes.station.port.LinkOpener;

/** Ports whose opening blocks until the test lets it go on. */
public final class BlockedOpener {
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger opened = new AtomicInteger();

    /** The environment with this opener in front of its own. */
    public StationEnvironment around(StationEnvironment environment) {
        LinkOpener opener = (address, baud) -> {
            opened.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return environment.opener().open(address, baud);
        };
        return Environments.withOpener(environment, opener);
    }

    /** Blocks every opening from now on. */
    public void shut() {
        opened.set(0);
        gate = new CountDownLatch(1);
    }

    /** Lets all openings go on. */
    public void open() {
        gate.countDown();
    }

    /** How often a port was opened, or is going to be, since it was shut. */
    public int opened() {
        return opened.get();
    }
}
