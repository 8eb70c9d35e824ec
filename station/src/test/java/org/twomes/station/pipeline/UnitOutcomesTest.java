package org.twomes.station.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.rig.FakeBackOffice;

/** Outcomes of a unit come in the order of its ledger rows, and nobody waits for another's read of the ledger. */
@Tag("fast")
class UnitOutcomesTest {
    private static final int MAC = 0xD3AD48;
    private static final long PATIENCE = 60;
    /** Units whose numbers differ by this share a lock. */
    private static final long SAME_LOCK = 64;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<UnitOutcome> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        goOn.countDown();
        threads.shutdownNow();
    }

    @Test
    void aSlowReadHoldsNoOutcomeUpAndIsRepeatedWhenOneWasPublishedMeanwhile() throws Exception {
        try (MemoryStation station = new MemoryStation(folder, Map.of())) {
            station.backOffice.trouble(FakeBackOffice.Trouble.HANGS_UP);
            station.prepare(1, MAC, "");
            long unit = station.unit(MAC).id();
            UnitOutcomes outcomes = new UnitOutcomes(
                    slow(station.ledger), ConfigFile.defaults()::backOffice, station.trouble, Clock.systemUTC());
            outcomes.listen(heard::add);

            Future<?> approval = threads.submit(() -> outcomes.approved(unit));
            assertThat(read.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            publish(outcomes, unit);
            publish(outcomes, unit + SAME_LOCK);
            station.backOffice.trouble(FakeBackOffice.Trouble.NONE);
            station.registrar.workNow();
            station.next(1);
            goOn.countDown();
            approval.get(PATIENCE, TimeUnit.SECONDS);

            assertThat(heard.get(2))
                    .as("what the row says now, not what it said first")
                    .isInstanceOfSatisfying(
                            UnitOutcome.Done.class,
                            done -> assertThat(done.label()).isPresent());
        }
    }

    private void publish(UnitOutcomes outcomes, long unit) throws Exception {
        UnitOutcome.Board board = new UnitOutcome.Board(
                "1-1:1.0", "A1", 1, 1, Optional.of(unit), Optional.empty(), Optional.empty(), List.of());
        FaultException failure = new FaultException(FaultCode.QUEUE_FULL, "");
        threads.submit(() -> outcomes.failed(board, UnitState.CONNECTED, failure, false))
                .get(PATIENCE, TimeUnit.SECONDS);
    }

    /** The same ledger, but for the first read of a unit: it ends when it may go on. */
    private Ledger slow(Ledger ledger) {
        UnitLedger units = proxy(UnitLedger.class, (self, method, values) -> {
            Object answer = method.invoke(ledger.units(), values);
            if (method.getName().equals("unit") && read.getCount() > 0) {
                read.countDown();
                goOn.await();
            }
            return answer;
        });
        return proxy(
                Ledger.class,
                (self, method, values) -> method.getName().equals("units") ? units : method.invoke(ledger, values));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
