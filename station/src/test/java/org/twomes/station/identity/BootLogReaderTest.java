package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.MemoryLink;

@Tag("fast")
class BootLogReaderTest {
    private static final String TOKEN = "3375550652";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final MemoryLink link = new MemoryLink("memory:1", BootLogReader.BAUD, Duration.ofSeconds(1));
    private final BootLogReader reader = new BootLogReader(Duration.ofMillis(60), System::nanoTime, false);
    private final List<String> lines = new ArrayList<>();

    private void send(String text) throws InterruptedException {
        link.far().send(BootLogs.bytes(text));
    }

    private FaultException failure(Duration deadline) {
        return catchThrowableOfType(FaultException.class, () -> reader.read(link, deadline, lines::add));
    }

    @Test
    void readsAndKeepsTheLogWithoutTheToken() throws Exception {
        String log = BootLogs.b(BootLogs.NAME, TOKEN);
        send(log.substring(0, log.lastIndexOf('}') + 1));
        DeviceIdentity identity = reader.read(link, LONG, lines::add);
        assertThat(identity.token().reveal()).isEqualTo(TOKEN);
        assertThat(lines)
                .contains("\"pop\":******,", "\"activation_token\":******", "\"name\":\"TWOMES-D3AD48\",")
                .last()
                .isEqualTo("}");
        assertThat(reader.log()).isEqualTo(String.join("\n", lines) + "\n").doesNotContain(TOKEN);
        assertThat(identity.toString()).doesNotContain(TOKEN);
    }

    @Test
    void takesBytesThatComeOneByOneFromAnotherThread() throws Exception {
        Thread board = new Thread(() -> {
            try {
                for (char c : BootLogs.c31(BootLogs.NAME_C, TOKEN).toCharArray()) {
                    send(String.valueOf(c));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        board.start();
        assertThat(reader.read(link, LONG, lines::add).generation()).isEqualTo(Generation.C);
        board.join();
    }

    @Test
    void waitsOnlyTheQuietTimeWhereTheGenerationCannotBeTold() throws Exception {
        send(BootLogs.c31("MyDevice", TOKEN));
        assertThat(reader.read(link, LONG, lines::add).name()).isEqualTo("MyDevice");
    }

    @Test
    void setsTheRate() throws Exception {
        MemoryLink fast = new MemoryLink("memory:2", 460_800, Duration.ofSeconds(1));
        fast.far().send(BootLogs.bytes(BootLogs.b(BootLogs.NAME, TOKEN)));
        reader.read(fast, LONG, lines::add);
        assertThat(fast.baud()).isEqualTo(115_200);
    }

    @Test
    void namesTheFault() throws Exception {
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.SILENT_FIRMWARE);
        send(BootLogs.ROM);
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.NO_PAYLOAD);
        send("\u00ff\u0080\0".repeat(100));
        assertThat(failure(SHORT)).hasMessageContaining("300 bytes of which 0 are text");
        send(BootLogs.ROM + "Brownout detector was triggered\r\n");
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.BROWN_OUT);
        send(BootLogs.ROM + "invalid header: 0xffffffff\r\n".repeat(5));
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.NOT_BOOTABLE);
        String log = BootLogs.b(BootLogs.NAME, TOKEN);
        send(log.substring(0, log.indexOf("\"pop\"") + 12));
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.TRUNCATED_PAYLOAD);
        send(BootLogs.ROM + BootLogs.qrCall(BootLogs.NAME, TOKEN));
        assertThat(failure(SHORT).code()).isEqualTo(FaultCode.NO_PAYLOAD);
    }

    @Test
    void aChipInItsLoaderWaitsForThePersonWhoRestartsIt() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        BootLogReader byHand = new BootLogReader(
                Duration.ZERO,
                () -> {
                    looks.incrementAndGet();
                    return System.nanoTime();
                },
                true);
        List<String> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<DeviceIdentity> identity = CompletableFuture.supplyAsync(() -> {
            try {
                return byHand.read(link, LONG, heard::add);
            } catch (FaultException e) {
                throw new CompletionException(e);
            }
        });
        send(BootLogs.ROM_LOADER);
        // At the start, before the first bytes, after them, before the next.
        await().atMost(LONG).until(() -> looks.get() >= 4);
        assertThat(heard).as("told before the restart").isEmpty();
        send(BootLogs.b(BootLogs.NAME, TOKEN));
        assertThat(identity.get(LONG.toSeconds(), TimeUnit.SECONDS).name()).isEqualTo(BootLogs.NAME);
        assertThat(heard.get(0)).contains("SPI_FAST_FLASH_BOOT");

        send(BootLogs.ROM_LOADER);
        assertThat(catchThrowableOfType(FaultException.class, () -> byHand.read(link, SHORT, heard::add))
                        .code())
                .isEqualTo(FaultCode.STILL_IN_LOADER);
    }

    @Test
    void endsEarlyWhereNothingBetterCanCome() throws Exception {
        send(BootLogs.ROM_LOADER);
        assertThat(failure(LONG).code()).isEqualTo(FaultCode.STILL_IN_LOADER);
        send(BootLogs.c31(BootLogs.NAME_C, "12x"));
        assertThat(failure(LONG).code()).isEqualTo(FaultCode.TRUNCATED_PAYLOAD);
        send(BootLogs.ROM.repeat(5));
        assertThat(failure(LONG).code()).isEqualTo(FaultCode.BOOT_LOOP);
        assertThat(reader.log()).contains("POWERON_RESET");
    }

    @Test
    void anUnpluggedBoardIsTheLinksFault() {
        link.far().unplug();
        assertThatThrownBy(() -> reader.read(link, LONG, lines::add))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.UNPLUGGED));
    }
}
