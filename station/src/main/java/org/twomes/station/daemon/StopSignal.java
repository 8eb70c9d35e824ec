package org.twomes.station.daemon;

import java.util.concurrent.CountDownLatch;
import org.twomes.station.port.PortShutdown;

/**
 * Hears that this process is to end (SIGTERM, Ctrl-C), and holds its end and the closing of its serial ports up until
 * {@link #close}, so that boards under way can be finished. A second signal changes nothing.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Runnable answer = () -> {};

    /** Listens from now on. */
    public StopSignal() {
        PortShutdown.before(new Thread(this::hear, "stop signal"));
    }

    private void hear() {
        asked.countDown();
        try {
            answer.run();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code work} at the signal, on a thread of its own. */
    public void answer(Runnable work) {
        answer = work;
    }

    /** Opens at the signal. */
    CountDownLatch asked() {
        return asked;
    }

    /** All is done: the process may end. */
    @Override
    public void close() {
        over.countDown();
    }
}
