package org.twomes.station.daemon;

import java.util.concurrent.CountDownLatch;
import org.twomes.station.port.PortShutdown;

/**
 * Receives the signal to stop (SIGTERM, Ctrl-C), and delays the end of the process and the closing of its serial ports until
 * {@link #close}, so that boards under way can be finished. A second signal has no effect.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Runnable reaction = () -> {};

    /** Receives signals from now on. */
    public StopSignal() {
        PortShutdown.before(new Thread(this::signalled, "stop signal"));
    }

    private void signalled() {
        asked.countDown();
        try {
            reaction.run();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code work} at the signal, on the thread that waits for {@link #close}. */
    public void onSignal(Runnable work) {
        reaction = work;
    }

    /** Waits for the signal. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Reaches zero at the signal. */
    CountDownLatch asked() {
        return asked;
    }

    /** Lets the process end. */
    @Override
    public void close() {
        over.countDown();
    }
}
