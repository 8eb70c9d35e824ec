package org.twomes.station.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Many threads write into one SQLite file. */
@Tag("fast")
class GroupCommitTest {
    private static final int WRITERS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch firstMayGo = new CountDownLatch(1);
    private final CountDownLatch firstIsIn = new CountDownLatch(1);
    private Jdbi jdbi;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("t.sqlite"));
        jdbi.useHandle(handle -> handle.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        commits = new GroupCommit(jdbi::useTransaction, PATIENCE);
    }

    @AfterEach
    void end() {
        firstMayGo.countDown();
        threads.shutdownNow();
    }

    private static int insert(Handle handle, int n) {
        handle.execute("INSERT INTO t (n) VALUES (?)", n);
        return n;
    }

    private List<Integer> rows() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT n FROM t ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    /** A write that keeps the turn until it is let go. */
    private Future<Integer> first() throws InterruptedException {
        Future<Integer> first = threads.submit(() -> commits.write(handle -> {
            firstIsIn.countDown();
            try {
                firstMayGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return insert(handle, 0);
        }));
        firstIsIn.await();
        return first;
    }

    private void awaitWaiting(int number) {
        await().atMost(PATIENCE).until(() -> commits.waiting() == number);
    }

    @Test
    void thoseWhoWaitedAreWrittenInOneTransactionAndEachGetsItsOwnResult() throws Exception {
        Map<Integer, Integer> handles = new ConcurrentHashMap<>();
        Future<Integer> first = first();
        List<Future<Integer>> others = new ArrayList<>();
        for (int n = 1; n <= WRITERS; n++) {
            int mine = n;
            others.add(threads.submit(() -> commits.write(handle -> {
                handles.put(mine, System.identityHashCode(handle));
                return insert(handle, mine);
            })));
        }
        awaitWaiting(WRITERS);
        firstMayGo.countDown();
        assertThat(first.get()).isZero();
        for (int n = 1; n <= WRITERS; n++) {
            assertThat(others.get(n - 1).get()).isEqualTo(n);
        }
        assertThat(new HashSet<>(handles.values())).hasSize(1);
        assertThat(rows()).hasSize(WRITERS + 1);
    }

    @Test
    void oneThatFailsTakesNothingOfTheOthersWithIt() throws Exception {
        first();
        Set<Future<Integer>> good = new HashSet<>();
        for (int n = 1; n <= WRITERS; n++) {
            int mine = n;
            good.add(threads.submit(() -> commits.write(handle -> insert(handle, mine))));
        }
        Future<Integer> bad = threads.submit(() -> commits.write(handle -> {
            insert(handle, 99);
            throw new IllegalStateException("this one's own");
        }));
        awaitWaiting(WRITERS + 1);
        firstMayGo.countDown();
        for (Future<Integer> each : good) {
            assertThat(each.get()).isPositive();
        }
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("this one's own");
        assertThat(rows()).hasSize(WRITERS + 1).doesNotContain(99);
    }

    @Test
    void aCommitThatFailedIsNobodysSuccessAndIsNotDoneAgain() throws Exception {
        AtomicBoolean breaks = new AtomicBoolean();
        String url = "jdbc:sqlite:" + folder.resolve("t.sqlite");
        commits = new GroupCommit(
                Jdbi.create(() -> breaking(DriverManager.getConnection(url), breaks))::useTransaction,
                Duration.ofSeconds(20));
        AtomicInteger runs = new AtomicInteger();
        first();
        List<Future<Integer>> others = new ArrayList<>();
        for (int n = 1; n <= WRITERS; n++) {
            int mine = n;
            others.add(threads.submit(() -> commits.write(handle -> {
                runs.incrementAndGet();
                breaks.set(true);
                return insert(handle, mine);
            })));
        }
        awaitWaiting(WRITERS);
        firstMayGo.countDown();
        for (Future<Integer> each : others) {
            assertThatThrownBy(each::get).hasRootCauseMessage("the disk went away after the commit");
        }
        assertThat(runs).hasValue(WRITERS);
        assertThat(rows()).as("durable, once").hasSize(WRITERS + 1);
    }

    /** A connection whose commit is durable and then fails, once that is asked for. */
    private static Connection breaking(Connection connection, AtomicBoolean breaks) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit") && breaks.get()) {
                            throw new SQLException("the disk went away after the commit");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Test
    void anErrorOfOneIsItsOwn() throws Exception {
        first();
        Future<Integer> good = threads.submit(() -> commits.write(handle -> insert(handle, 1)));
        awaitWaiting(1);
        Future<Integer> bad = threads.submit(() -> commits.write(handle -> {
            throw new AssertionError("no room on the stack");
        }));
        awaitWaiting(2);
        firstMayGo.countDown();
        assertThat(good.get()).isEqualTo(1);
        assertThatThrownBy(bad::get).hasRootCauseInstanceOf(AssertionError.class);
        assertThat(rows()).containsExactly(0, 1);
    }

    @Test
    void anInterruptedThreadStillWritesAndStaysInterrupted() throws Exception {
        first();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread waits = new Thread(() -> {
            commits.write(handle -> insert(handle, 1));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        waits.start();
        awaitWaiting(1);
        waits.interrupt();
        firstMayGo.countDown();
        waits.join(PATIENCE.toMillis());
        assertThat(rows()).containsExactly(0, 1);
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void whoWaitsTooLongIsToldThatItIsLockedAndWritesNothing() throws Exception {
        commits = new GroupCommit(jdbi::useTransaction, Duration.ofMillis(50));
        Future<Integer> first = first();
        assertThatThrownBy(() -> commits.write(handle -> insert(handle, 1)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LEDGER_LOCKED))
                .hasMessageContaining("no turn to write");
        firstMayGo.countDown();
        first.get();
        assertThat(rows()).containsExactly(0);
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        assertThatThrownBy(() -> commits.write(handle -> commits.write(inner -> insert(inner, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside a write");
        assertThat(rows()).isEmpty();
    }
}
