package org.twomes.station.port.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.SerialLinkContract;

/**
 * What jSerialComm does beyond its documentation and {@link JSerialPort} is built around. A release of the library that
 * changes one of these fails here; then look at what the station does about it.
 */
@Tag("rig")
class JSerialBehaviourTest {
    private static final int EIO = 5;
    private static final int ENOTTY = 25;
    private static final int EAGAIN = 11;
    /** Bits of {@code SigIgn} in /proc/self/status: signal number less one. */
    private static final int SIGHUP = 1;

    private static final int SIGUSR2 = 12;

    /** Linux' c_iflag. */
    private static final int BRKINT = 2;

    private static final int IGNBRK = 1;

    @TempDir
    Path folder;

    private Pty pty;
    private SerialPort port;

    @BeforeEach
    void open() {
        pty = new Pty();
        port = SerialPort.getCommPort(pty.node());
        port.setComPortParameters(115200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        assertThat(port.openPort(0)).isTrue();
    }

    @AfterEach
    void close() {
        port.closePort();
        pty.close();
    }

    private CompletableFuture<Integer> readingIn(Thread[] reader) {
        return SerialLinkContract.inBackground(() -> {
            reader[0] = Thread.currentThread();
            return port.readBytes(new byte[8], 8);
        });
    }

    private CompletableFuture<Integer> writing(byte[] bytes) {
        return SerialLinkContract.inBackground(() -> port.writeBytes(bytes, bytes.length));
    }

    @Test
    void itIsTheReleaseThatWasMeasured() {
        assertThat(SerialPort.getVersion()).isEqualTo("2.11.4");
    }

    @Test
    void aPathThatIsMissingIsSoughtInDevInstead() {
        String sought = SerialPort.getCommPort("/no/such/folder/null").getSystemPortPath();
        assertThat(sought).isEqualTo("/dev/null");
        assertThatThrownBy(() -> SerialPort.getCommPort("/no/such/folder/ttyUSB4711"))
                .isInstanceOf(SerialPortInvalidPortException.class);
    }

    @Test
    void aLinkIsFollowedWhenThePortIsMadeAndNotWhenItIsOpened() throws Exception {
        try (Pty other = new Pty()) {
            Path link = Files.createSymbolicLink(folder.resolve("ttyUSB0"), Path.of(other.node()));
            SerialPort linked = SerialPort.getCommPort(link.toString());
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of(pty.node()));
            assertThat(linked.getSystemPortPath()).isEqualTo(other.node());
        }
    }

    @Test
    void aPortOfThisProcessThatIsOpenIsNotOpenedTwice() {
        SerialPort again = SerialPort.getCommPort(pty.node());
        assertThat(again.openPort(0)).isFalse();
        assertThat(again.getLastErrorCode()).isIn(EAGAIN, 2);
    }

    @Test
    void theLockIsTheOneThatOtherProgramsTake() throws Exception {
        try (Pty other = new Pty()) {
            Process holder = new ProcessBuilder(
                            "flock", "--nonblock", other.node(), "sh", "-c", "echo held; exec sleep 600")
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(holder.inputReader().readLine()).isEqualTo("held");
                SerialPort held = SerialPort.getCommPort(other.node());
                assertThat(held.openPort(0)).isFalse();
                assertThat(held.getLastErrorCode()).isEqualTo(EAGAIN);
            } finally {
                holder.destroyForcibly().waitFor();
            }
        }
        Process late = new ProcessBuilder("flock", "--nonblock", pty.node(), "true").start();
        assertThat(late.waitFor()).isEqualTo(1);
    }

    @Test
    void aPtyHasNoModemLines() {
        assertThat(port.setDTRandRTS(true, false)).isFalse();
        assertThat(port.getLastErrorCode()).isEqualTo(ENOTTY);
    }

    @Test
    void aRateThatNoTableHasIsTaken() {
        assertThat(port.setBaudRate(123_457)).isTrue();
        assertThat(port.setBaudRate(921_600)).isTrue();
        assertThat(pty.baud()).isEqualTo(921_600);
    }

    @ParameterizedTest
    @CsvSource({"10, 100", "150, 200", "250, 300"})
    void aTimeoutIsRoundedUpToTenthsOfASecond(int asked, int least) {
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, asked, 0);
        long start = System.nanoTime();
        assertThat(port.readBytes(new byte[1], 1)).isZero();
        // The kernel's clock for this ticks each 4 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(least - 8));
    }

    @Test
    void aReadWithoutTimeoutSleepsUntilTheFirstByteAndGivesWhatIsThere() throws Exception {
        CompletableFuture<Integer> reading = readingIn(new Thread[1]);
        await().during(Duration.ofMillis(400)).atMost(FarSide.DEADLINE).until(() -> !reading.isDone());
        pty.write(new byte[] {1, 2, 3});
        assertThat(reading.get(10, TimeUnit.SECONDS)).isBetween(1, 3);
    }

    @Test
    void interruptingAReadDoesNothingAndClosingFreesItWithAFailure() throws Exception {
        Thread[] reader = new Thread[1];
        CompletableFuture<Integer> reading = readingIn(reader);
        await().atMost(FarSide.DEADLINE).until(() -> reader[0] != null);
        reader[0].interrupt();
        await().during(Duration.ofMillis(400)).atMost(FarSide.DEADLINE).until(() -> !reading.isDone());
        assertThat(port.closePort()).isTrue();
        assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void aWriteBlocksOnAFullDriverThoughNoFlagAsksForIt() throws Exception {
        byte[] much = new byte[256 * 1024];
        CompletableFuture<Integer> writing = writing(much);
        await().during(Duration.ofMillis(400)).atMost(FarSide.DEADLINE).until(() -> !writing.isDone());
        int taken = 0;
        byte[] piece = new byte[16 * 1024];
        while (taken < much.length) {
            int size = pty.read(piece, (int) FarSide.DEADLINE.toMillis());
            assertThat(size).isPositive();
            taken += size;
        }
        assertThat(writing.get(10, TimeUnit.SECONDS)).isEqualTo(much.length);
    }

    @Test
    void closingFreesAWriteThatBlocks() throws Exception {
        byte[] much = new byte[256 * 1024];
        CompletableFuture<Integer> writing = writing(much);
        await().during(Duration.ofMillis(400)).atMost(FarSide.DEADLINE).until(() -> !writing.isDone());
        assertThat(port.closePort()).isTrue();
        assertThat(writing.get(10, TimeUnit.SECONDS)).isLessThan(much.length);
    }

    @Test
    void anUnpluggedPortSaysThatItIsOpenWhileItsCallsFail() {
        pty.close();
        assertThat(port.readBytes(new byte[1], 1)).isEqualTo(-1);
        assertThat(port.bytesAvailable()).isEqualTo(-1);
        assertThat(port.writeBytes(new byte[1], 1)).isZero();
        assertThat(port.getLastErrorCode()).isEqualTo(EIO);
        assertThat(port.setBaudRate(9600)).isFalse();
        assertThat(port.isOpen()).isTrue();
    }

    @Test
    void aClosedPortFailsWithoutAnException() {
        port.closePort();
        assertThat(port.isOpen()).isFalse();
        assertThat(port.readBytes(new byte[1], 1)).isEqualTo(-1);
        assertThat(port.writeBytes(new byte[1], 1)).isEqualTo(-1);
        assertThat(port.bytesAvailable()).isEqualTo(-1);
    }

    @Test
    void aBreakThrowsAwayWhatWasReceived() {
        assertThat(pty.inputFlags() & (BRKINT | IGNBRK)).isEqualTo(BRKINT);
    }

    @Test
    void hangupAndUserSignalsAreIgnoredOnceItIsLoaded() throws Exception {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        long ignored = Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16);
        assertThat(ignored >> (SIGHUP - 1) & 1).isEqualTo(1);
        assertThat(ignored >> (SIGUSR2 - 1) & 1).isEqualTo(1);
    }
}
