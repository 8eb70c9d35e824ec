package org.twomes.station.rig.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;

/** A whole virtual board, seen from its line: what it prints, when it listens, and at which rate. */
@Tag("rig")
class VirtualBoardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] READ_MAGIC = {0, 0x0A, 4, 0, 0, 0, 0, 0, 0x00, 0x10, 0x00, 0x40};

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final AtomicInteger baud = new AtomicInteger(LoaderProtocol.ROM_BAUD);
    private VirtualBoard board;

    @BeforeEach
    void powerOn() throws Exception {
        board = new VirtualBoard(
                "test",
                BoardModel.usual(0xD3AD48),
                HelloFlash.written(),
                new Conduct(Timing.fast(), new Random(1)::nextLong, FaultScript.NONE),
                new Adapter(
                        (bytes, length) -> {
                            synchronized (heard) {
                                heard.write(bytes, 0, length);
                            }
                        },
                        baud::get),
                gone -> {});
        board.powerOn();
    }

    @AfterEach
    void powerOff() {
        board.powerOff();
    }

    private byte[] bytes() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    private void forget() {
        synchronized (heard) {
            heard.reset();
        }
    }

    private void awaitText(String text) {
        await().atMost(PATIENCE).until(() -> new String(bytes(), StandardCharsets.ISO_8859_1).contains(text));
    }

    private List<byte[]> answers() {
        List<byte[]> packets = new ArrayList<>();
        new Slip().accept(bytes(), packet -> {
            if (packet[0] == LoaderProtocol.RESPONSE) {
                packets.add(packet);
            }
        });
        return packets;
    }

    private void intoLoader() {
        forget();
        board.lines(false, true);
        board.lines(true, false);
        board.lines(false, false);
        awaitText("boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n");
        forget();
    }

    @Test
    void itRunsFromFlashWhenItsPowerComes() {
        awaitText("rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)");
        awaitText("\"activation_token\":\"");
    }

    @Test
    void theLinesResetItIntoItsLoaderAndBack() {
        intoLoader();
        board.received(Slip.encode(READ_MAGIC));
        await().atMost(PATIENCE).until(() -> answers().size() == 1);
        assertThat(answers().get(0)).containsExactly(1, 0x0A, 4, 0, 0x83, 0x1D, 0xF0, 0x00, 0, 0, 0, 0);
        forget();
        board.lines(false, true);
        board.lines(false, false);
        awaitText("boot:0x13 (SPI_FAST_FLASH_BOOT)");
    }

    @Test
    void aBoardThatRunsItsFirmwareAnswersNoLoaderCommand() {
        awaitText("\"activation_token\":\"");
        forget();
        board.received(Slip.encode(READ_MAGIC));
        board.start(true);
        awaitText("waiting for download");
        assertThat(answers()).isEmpty();
    }

    @Test
    void atAWrongRateItIsNeitherUnderstoodNorUnderstands() {
        intoLoader();
        baud.set(230_400);
        board.received(Slip.encode(READ_MAGIC));
        board.start(false);
        await().atMost(PATIENCE).until(() -> bytes().length > 100);
        assertThat(answers()).isEmpty();
        assertThat(new String(bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("rst:0x1");
        baud.set(LoaderProtocol.ROM_BAUD);
        intoLoader();
        board.received(Slip.encode(READ_MAGIC));
        await().atMost(PATIENCE).until(() -> answers().size() == 1);
    }

    @Test
    void aRateWithinThreePerCentWill() {
        intoLoader();
        baud.set(LoaderProtocol.ROM_BAUD * 102 / 100);
        board.received(Slip.encode(READ_MAGIC));
        await().atMost(PATIENCE).until(() -> answers().size() == 1);
    }

    @Test
    void aNewRateIsTheBoardsUntilItsReset() {
        intoLoader();
        board.received(Slip.encode(new byte[] {0, 0x0F, 8, 0, 0, 0, 0, 0, 0, 0x10, 0x0E, 0, 0, 0, 0, 0}));
        await().atMost(PATIENCE).until(() -> answers().size() == 1);
        forget();
        baud.set(921_600);
        board.received(Slip.encode(READ_MAGIC));
        await().atMost(PATIENCE).until(() -> answers().size() == 1);
        baud.set(LoaderProtocol.ROM_BAUD);
        intoLoader();
    }

    @Test
    void withoutPowerItIsStill() {
        intoLoader();
        board.powerOff();
        board.received(Slip.encode(READ_MAGIC));
        board.start(true);
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> bytes().length == 0);
    }
}
