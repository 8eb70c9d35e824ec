package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** What every kind of line does alike. */
public abstract class SerialLinkContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private FarSide far;
    private SerialLink link;

    protected abstract FarSide newFarSide() throws Exception;

    @BeforeEach
    void open() throws Exception {
        far = newFarSide();
        link = far.open(115200);
    }

    @AfterEach
    void closeBoth() throws Exception {
        link.close();
        far.close();
    }

    @Test
    void saysItsAddress() {
        assertThat(link.address()).isEqualTo(far.address());
    }

    @Test
    void openingItResetsNoBoard() {
        // RTS alone pulls EN low.
        assertThat(far.lines()).doesNotContain("D0 R1");
    }

    @Test
    void carriesEveryByteValueBothWays() throws Exception {
        byte[] all = everyByte();
        link.write(all);
        assertThat(far.receive(all.length)).isEqualTo(all);
        far.send(all);
        assertThat(readFully(all.length)).isEqualTo(all);
    }

    @Test
    void writesOnlyTheGivenPart() throws Exception {
        link.write(new byte[] {1, 2, (byte) 0xFF, (byte) 0xC0, 5}, 1, 3);
        assertThat(far.receive(3)).containsExactly(2, 0xFF, 0xC0);
    }

    @Test
    void readsIntoTheGivenPart() throws Exception {
        far.send(new byte[] {7, 8, 9});
        byte[] buffer = new byte[6];
        int size = link.read(buffer, 2, 2, PATIENCE);
        if (size == 1) {
            size += link.read(buffer, 3, 1, PATIENCE);
        }
        assertThat(size).isEqualTo(2);
        assertThat(buffer).containsExactly(0, 0, 7, 8, 0, 0);
    }

    @Test
    void carriesMuchBothWaysAtOnce() throws Exception {
        byte[] much = new byte[300_000];
        new Random(1).nextBytes(much);
        CompletableFuture<byte[]> atFar = inBackground(() -> far.receive(much.length));
        CompletableFuture<byte[]> atNear = inBackground(() -> readFully(much.length));
        CompletableFuture<Boolean> sent = inBackground(() -> {
            far.send(much);
            return true;
        });
        for (int at = 0; at < much.length; at += 16_384) {
            link.write(much, at, Math.min(16_384, much.length - at));
        }
        assertThat(atFar.get(20, TimeUnit.SECONDS)).isEqualTo(much);
        assertThat(atNear.get(20, TimeUnit.SECONDS)).isEqualTo(much);
        assertThat(sent.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReadWithoutPatienceOnlyLooks() throws Exception {
        assertThat(fastest(() -> link.read(new byte[8], 0, 8, Duration.ZERO))).isLessThan(Duration.ofMillis(5));
    }

    @Test
    void aReadEndsWhenItsPatienceDoesAndNotAtTheNextTenthOfASecond() throws Exception {
        Duration took = fastest(() -> link.read(new byte[8], 0, 8, Duration.ofMillis(20)));
        assertThat(took).isBetween(Duration.ofMillis(20), Duration.ofMillis(60));
    }

    @Test
    void aReadWakesOnTheFirstByte() throws Exception {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Long> arrived = inBackground(() -> {
                assertThat(link.read(new byte[64], 0, 64, PATIENCE)).isEqualTo(1);
                return System.nanoTime();
            });
            long sent = System.nanoTime();
            far.send(new byte[] {1});
            Duration took = Duration.ofNanos(arrived.get(10, TimeUnit.SECONDS) - sent);
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void theFarEndSeesTheBaudRate() throws Exception {
        assertThat(link.baud()).isEqualTo(115200);
        await().atMost(FarSide.DEADLINE).until(() -> far.baud() == 115200);
        link.setBaud(921600);
        assertThat(link.baud()).isEqualTo(921600);
        await().atMost(FarSide.DEADLINE).until(() -> far.baud() == 921600);
        link.setBaud(460800);
        await().atMost(FarSide.DEADLINE).until(() -> far.baud() == 460800);
    }

    @Test
    void bothModemLinesChangeInOrder() throws Exception {
        if (!far.hasLines()) {
            assertFault(() -> link.setLines(true, false), FaultCode.NO_MODEM_LINES);
            return;
        }
        await().atMost(FarSide.DEADLINE)
                .until(
                        () -> far.lines().isEmpty()
                                ? ""
                                : far.lines().get(far.lines().size() - 1),
                        "D0 R0"::equals);
        int before = far.lines().size();
        link.setLines(false, true);
        link.setLines(true, false);
        link.setLines(false, false);
        await().atMost(FarSide.DEADLINE)
                .untilAsserted(
                        () -> assertThat(far.lines().subList(before, far.lines().size()))
                                .containsSubsequence("D0 R1", "D1 R0", "D0 R0")
                                .endsWith("D0 R0"));
    }

    @Test
    void aCheckOfAWholeLineTakesNothingFromIt() throws Exception {
        far.send(new byte[] {42});
        link.check();
        assertThat(readFully(1)).containsExactly(42);
        link.check();
    }

    @Test
    void discardsWhatWasReceived() throws Exception {
        far.send(everyByte());
        assertThat(readFully(1)).hasSize(1);
        link.discardInput();
        // What comes after is all there.
        far.send(new byte[] {42});
        assertThat(readFully(1)).containsExactly(42);
    }

    @Test
    void discardingInputKeepsWhatIsOnItsWayOut() throws Exception {
        byte[] much = new byte[4000];
        new Random(2).nextBytes(much);
        link.write(much);
        link.discardInput();
        assertThat(far.receive(much.length)).isEqualTo(much);
    }

    @Test
    void closeFreesAReadOfAnotherThread() throws Exception {
        CompletableFuture<Integer> reading = inBackground(() -> link.read(new byte[8], 0, 8, Duration.ofMinutes(1)));
        assertThat(reading).isNotDone();
        link.close();
        assertEnds(reading, FaultCode.PORT_CLOSED);
    }

    @Test
    void closeFreesAWriteOfAnotherThread() throws Exception {
        CompletableFuture<Boolean> writing = blockedWrite();
        link.close();
        assertEnds(writing, FaultCode.PORT_CLOSED);
    }

    @Test
    void unpluggingEndsAWriteWithGone() throws Exception {
        CompletableFuture<Boolean> writing = blockedWrite();
        far.unplug();
        assertEnds(writing, FaultCode.UNPLUGGED);
    }

    /** A write that the far side, which does not read, keeps from ending. */
    private CompletableFuture<Boolean> blockedWrite() {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Boolean> writing = inBackground(() -> {
            byte[] chunk = new byte[64 * 1024];
            while (true) {
                link.write(chunk);
                written.incrementAndGet();
            }
        });
        long[] last = {-1};
        await().pollInterval(Duration.ofMillis(100))
                .atMost(FarSide.DEADLINE)
                .until(() -> last[0] == (last[0] = written.get()));
        assertThat(writing).isNotDone();
        return writing;
    }

    private static void assertEnds(CompletableFuture<?> call, FaultCode fault) {
        assertThatThrownBy(() -> call.get(2, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(fault));
    }

    @Test
    void everythingFailsAfterCloseAndClosingAgainDoesNothing() {
        link.close();
        link.close();
        assertFault(() -> link.read(new byte[1], 0, 1, Duration.ZERO), FaultCode.PORT_CLOSED);
        assertFault(() -> link.write(new byte[] {1}), FaultCode.PORT_CLOSED);
        assertFault(() -> link.setBaud(115200), FaultCode.PORT_CLOSED);
        assertFault(() -> link.check(), FaultCode.PORT_CLOSED);
        assertFault(() -> link.discardInput(), FaultCode.PORT_CLOSED);
        if (far.hasLines()) {
            assertFault(() -> link.setLines(false, false), FaultCode.PORT_CLOSED);
        }
    }

    @Test
    void unpluggingEndsAReadWithGoneAndSoTheNextWrite() throws Exception {
        CompletableFuture<Integer> reading = inBackground(() -> link.read(new byte[8], 0, 8, Duration.ofMinutes(1)));
        far.unplug();
        assertEnds(reading, FaultCode.UNPLUGGED);
        assertFault(() -> link.write(new byte[] {1}), FaultCode.UNPLUGGED);
        assertFault(() -> link.setBaud(115200), FaultCode.UNPLUGGED);
        assertFault(() -> link.check(), FaultCode.UNPLUGGED);
        assertFault(() -> link.read(new byte[1], 0, 1, Duration.ZERO), FaultCode.UNPLUGGED);
    }

    @Test
    void theNextLineOpensAfterClose() throws Exception {
        link.close();
        far.close();
        far = newFarSide();
        link = far.open(460800);
        link.write(new byte[] {1, 2, 3});
        assertThat(far.receive(3)).containsExactly(1, 2, 3);
        assertThat(link.baud()).isEqualTo(460800);
    }

    private static byte[] everyByte() {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private byte[] readFully(int count) {
        byte[] bytes = new byte[count];
        int size = 0;
        while (size < count) {
            int piece = link.read(bytes, size, count - size, PATIENCE);
            if (piece == 0) {
                return Arrays.copyOf(bytes, size);
            }
            size += piece;
        }
        return bytes;
    }

    public static void assertFault(ThrowingCallable call, FaultCode fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaultException.class, e -> {
            assertThat(e.code()).isEqualTo(fault);
            assertThat(e.getMessage()).startsWith(e.facts().get("place") + ": ");
        });
    }

    /** The fastest of some tries: the machine may be busy with other things, but not each time. */
    private static Duration fastest(ThrowingRead read) throws Exception {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            assertThat(read.read()).isZero();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }

    @FunctionalInterface
    private interface ThrowingRead {
        int read() throws Exception;
    }

    @FunctionalInterface
    public interface Task<T> {
        T run() throws Exception;
    }

    public static <T> CompletableFuture<T> inBackground(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(task.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
