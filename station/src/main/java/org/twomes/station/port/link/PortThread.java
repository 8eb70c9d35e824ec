package org.twomes.station.port.link;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.twomes.station.common.Threads;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/**
 * The thread on which one port's blocking calls run. A driver that never returns blocks this thread only: at the time
 * limit the caller gets {@link FaultCode#PORT_STUCK}.
 */
public final class PortThread implements AutoCloseable {
    /** Enough for a native frame and an array copy; 64 ports have 128 of these threads. */
    private static final long STACK_BYTES = 256 * 1024;

    private final String address;
    private final ThreadPoolExecutor executor;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

    public PortThread(String address, String role) {
        this.address = address;
        executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8), task -> named(address, role, task));
    }

    /** A daemon thread named after its port. */
    public static Thread named(String address, String role, Runnable task) {
        return Threads.daemon("port " + address + " " + role, task, STACK_BYTES);
    }

    /** A call that may block in the driver. */
    @FunctionalInterface
    public interface Operation<T> {
        T run() throws InterruptedException;
    }

    /**
     * Runs {@code operation} on the port's thread and waits for it.
     *
     * @param what the operation as part of a sentence, e.g. "take 512 bytes"
     * @throws FaultException what the operation threw; PORT_STUCK at the limit; PORT_CLOSED when closed meanwhile
     */
    public <T> T call(Duration limit, String what, Operation<T> operation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.add(result);
        try {
            executor.execute(() -> {
                try {
                    result.complete(operation.run());
                } catch (InterruptedException | RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new FaultException(
                    FaultCode.PORT_STUCK,
                    address,
                    "the driver did not " + what + " within " + limit.toMillis() + " ms",
                    e);
        } catch (RejectedExecutionException e) {
            throw new FaultException(FaultCode.PORT_CLOSED, address, "closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(FaultCode.PORT_CLOSED, address, "interrupted while the driver was to " + what, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof FaultException fault) {
                throw fault;
            }
            if (cause instanceof InterruptedException) {
                throw new FaultException(FaultCode.PORT_CLOSED, address, "closed", e);
            }
            throw new IllegalStateException(address + ": the driver could not " + what, cause);
        } finally {
            waiting.remove(result);
        }
    }

    /** Fails all callers with PORT_CLOSED; the thread ends once the driver returns. */
    @Override
    public void close() {
        executor.shutdownNow();
        for (CompletableFuture<?> result : waiting) {
            result.completeExceptionally(new FaultException(FaultCode.PORT_CLOSED, address, "closed"));
        }
    }
}
