package org.twomes.station.esp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetRequest;
import org.twomes.station.port.Resets;
import org.twomes.station.port.SerialLink;
import org.twomes.station.rig.BoardModel;

/** Reaching a board, knowing it, and getting it ready, before anything in its flash is changed. */
@Tag("fast")
class LoaderConnectTest {
    private static final LoaderSettings ROM = Bench.settings(false, 115_200);

    private static void assertFault(ThrowingCallable what, FaultCode fault, String text) {
        assertThatThrownBy(what).isInstanceOfSatisfying(FaultException.class, e -> {
            assertThat(e.code()).isEqualTo(fault);
            assertThat(e).hasMessageContaining(text);
        });
    }

    /** Leaves a board alone the first {@code times} tries, as a circuit that needs the longer hold does. */
    private static Reset failing(Reset reset, int times) {
        return new Reset() {
            @Override
            public void intoLoader(SerialLink link, int attempt) {
                if (attempt >= times) {
                    reset.intoLoader(link, attempt);
                }
            }

            @Override
            public void run(SerialLink link) {
                reset.run(link);
            }

            @Override
            public boolean automatic() {
                return true;
            }
        };
    }

    @Test
    void aBoardIsKnownByItsRegisters() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            ChipIdentity chip = bench.connect(ROM).chip();
            assertThat(chip)
                    .isEqualTo(new ChipIdentity("ESP32", 300, Mac.parse("24:0a:c4:d3:ad:48"), 40, false, false));
            assertThat(bench.told).containsExactly("connecting 0");
            assertThat(new TreeSet<>(bench.link.opcodes()))
                    .isEqualTo(Set.of(LoaderProtocol.SYNC, LoaderProtocol.READ_REG, LoaderProtocol.GET_SECURITY_INFO));
        }
    }

    @Test
    void aBoardThatAnswersTheThirdResetIsConnected() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            bench.connect(ROM, failing(bench.reset, 2));
            assertThat(bench.told).containsExactly("connecting 0", "connecting 1", "connecting 2");
        }
    }

    @Test
    void theResetSequencesAlternate() {
        MemoryLink line = new MemoryLink("memory:nobody", 115_200, Duration.ofSeconds(1));
        List<Long> holds = new ArrayList<>();
        Reset reset = Resets.of(new ResetChoice.Auto(), (port, request) -> {}, span -> holds.add(span.toMillis()));
        LoaderTimeouts quick = new LoaderTimeouts(
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(2),
                Duration.ofMillis(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        LoaderSettings four = new LoaderSettings(false, 115_200, List.of(), 4, quick);
        assertFault(
                () -> Loader.connect(line, reset, four, LoaderListener.NONE),
                FaultCode.NO_REPLY,
                "no byte came back in 4 attempts");
        assertThat(holds).containsExactly(100L, 50L, 100L, 550L, 100L, 50L, 100L, 550L);
    }

    @Test
    void aBoardThatStartsFromFlashInsteadIsToldApart() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "wrong-mode")) {
            assertFault(() -> bench.connect(ROM), FaultCode.WRONG_BOOT_MODE, "boot mode 0x13 (SPI_FAST_FLASH_BOOT)");
        }
    }

    @Test
    void aLoaderThatHearsNothingIsToldApart() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "deaf")) {
            assertFault(() -> bench.connect(ROM), FaultCode.NO_SYNC, "waits for a download but does not");
        }
    }

    @Test
    void bytesWithoutSenseAreToldApart() throws Exception {
        MemoryLink line = new MemoryLink("memory:noise", 115_200, Duration.ofSeconds(5));
        Thread noise = new Thread(() -> {
            try {
                while (true) {
                    line.far().take(Duration.ofMillis(5));
                    line.far().send(new byte[] {0x55, (byte) 0xAA, (byte) 0xC0, 0x13});
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        noise.setDaemon(true);
        noise.start();
        Reset none = failing(Resets.of(new ResetChoice.None(), (port, request) -> {}, span -> {}), 0);
        assertFault(
                () -> Loader.connect(line, none, ROM, LoaderListener.NONE), FaultCode.GARBAGE, "no loader responses");
        noise.interrupt();
        noise.join();
    }

    /** Sends what a board says after each reset, the last for all that follow. */
    private static Reset saying(MemoryLink line, String... said) {
        return failing(
                new Reset() {
                    @Override
                    public void intoLoader(SerialLink link, int attempt) {
                        String text = said[Math.min(attempt, said.length - 1)];
                        try {
                            line.far().send(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void run(SerialLink link) {}

                    @Override
                    public boolean automatic() {
                        return true;
                    }
                },
                0);
    }

    private static void assertSaid(FaultCode fault, String text, String... said) {
        MemoryLink line = new MemoryLink("memory:said", 115_200, Duration.ofSeconds(5));
        assertFault(() -> Loader.connect(line, saying(line, said), ROM, LoaderListener.NONE), fault, text);
    }

    /** The chip's own words in one attempt say more than the noise of the others. */
    @Test
    void whatTheChipSaidInAnyAttemptCounts() {
        String run = "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n";
        String loader = "rst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\n";
        String noise = "\u0055\u00AA\u00C0\u0013";
        assertSaid(FaultCode.WRONG_BOOT_MODE, "boot mode 0x13 (SPI_FAST_FLASH_BOOT)", run, noise);
        assertSaid(FaultCode.WRONG_BOOT_MODE, "boot mode 0x13 (SPI_FAST_FLASH_BOOT)", noise, run, "");
        assertSaid(FaultCode.NO_SYNC, "waits for a download", loader, noise);
        assertSaid(FaultCode.NO_SYNC, "waits for a download", run, loader, noise);
        assertSaid(FaultCode.WRONG_BOOT_MODE, "its program runs", "I (655) app: QR Code Payload: \r\n", noise);
        assertSaid(FaultCode.BROWN_OUT, "brown-out", "Brownout detector was triggered\r\n", noise);
    }

    @Test
    void aChipThatTheStationDoesNotKnowIsRefused() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0x00F01D83, 0x0000_0009))));
            assertFault(() -> bench.connect(ROM), FaultCode.WRONG_CHIP, "a chip with magic 0x00000009");
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0x00F01D83, 0x1234_5678))));
            assertFault(() -> bench.connect(ROM), FaultCode.WRONG_CHIP, "a chip with magic 0x12345678");
        }
    }

    private static byte[] withValue(byte[] answer, int from, int to) {
        Transcript.Entry entry = new Transcript.Entry(false, true, answer, 0);
        if (entry.word(4) == from) {
            for (int i = 0; i < 4; i++) {
                answer[4 + i] = (byte) (to >>> 8 * i);
            }
        }
        return answer;
    }

    @Test
    void aMacThatDoesNotFitItsChecksumIsReadAgainThenRefused() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            // The second register read of all is the lower half of the MAC.
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0xC4D3AD48, 1)), 2));
            assertThat(bench.connect(ROM).chip().mac()).hasToString("24:0a:c4:d3:ad:48");
            bench.link.towardsHost(
                    Bench.changing(LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0xC4D3AD48, 1))));
            assertFault(() -> bench.connect(ROM), FaultCode.MAC_DAMAGED, "24:0a:00:00:00:01 has checksum");
        }
    }

    @Test
    void aLostAnswerToAHarmlessQuestionIsAskedForAgain() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            bench.link.towardsHost(Bench.losing(LoaderProtocol.READ_REG, 3));
            assertThat(bench.connect(ROM).chip().mac()).hasToString("24:0a:c4:d3:ad:48");
        }
    }

    @Test
    void aProtectedChipIsRefusedBeforeAnythingIsChanged() throws Exception {
        BoardModel secure = new BoardModel(Bench.BOARD.mac(), 4 << 20, 'B', "Generic-Test", true, false);
        BoardModel encrypted = new BoardModel(Bench.BOARD.mac(), 4 << 20, 'B', "Generic-Test", false, true);
        for (BoardModel model : List.of(secure, encrypted)) {
            try (Bench bench = new Bench(model, "")) {
                Loader loader = bench.connect(Bench.settings(true, 460_800));
                FaultCode fault = model.secureBoot() ? FaultCode.SECURE_BOOT : FaultCode.FLASH_ENCRYPTED;
                assertFault(loader::prepare, fault, "chip 24:0a:c4:d3:ad:48 has");
                assertThat(bench.link.opcodes())
                        .containsOnly(LoaderProtocol.SYNC, LoaderProtocol.READ_REG, LoaderProtocol.GET_SECURITY_INFO);
                assertThat(bench.board.flash()).containsOnly(0xFF);
            }
        }
    }

    @Test
    void theStubIsStartedAtTheRateAskedFor() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(Bench.settings(true, 921_600, 460_800));
            assertThat(loader.prepare()).isEqualTo(new FlashChip(0xC84016, 4 << 20));
            assertThat(loader.stubRuns()).isTrue();
            assertThat(loader.baud()).isEqualTo(921_600);
            assertThat(bench.told).containsExactly("connecting 0", "baud 921600");
            List<Integer> opcodes = bench.link.opcodes();
            assertThat(opcodes.indexOf(LoaderProtocol.CHANGE_BAUDRATE))
                    .isLessThan(opcodes.indexOf(LoaderProtocol.MEM_BEGIN));
        }
    }

    @Test
    void whereTheStubDoesNotStartTheRomDoesTheWork() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            bench.link.towardsHost(packet -> new String(packet, US_ASCII).equals(LoaderProtocol.STUB_GREETING)
                    ? Optional.empty()
                    : Optional.of(packet));
            Loader loader = bench.connect(Bench.settings(true, 460_800));
            loader.prepare();
            assertThat(loader.stubRuns()).isFalse();
            assertThat(loader.baud()).isEqualTo(460_800);
            assertThat(bench.link.count(LoaderProtocol.MEM_END)).isEqualTo(2);
            byte[] content = Bench.noise(0x3000);
            loader.eraseChip();
            loader.write(Bench.request(0x1000, content));
            assertThat(bench.board.flash()).containsSequence(content);
        }
    }

    @Test
    void aFlashThatDoesNotAnswerOrIsNotKnownIsRefused() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0x1640C8, 0xFFFFFF))));
            Loader loader = bench.connect(ROM);
            assertFault(loader::prepare, FaultCode.NO_FLASH, "identification FFFFFF");
            bench.link.towardsHost(Bench.changing(
                    LoaderProtocol.READ_REG, packet -> Optional.of(withValue(packet, 0x1640C8, 0x0540C8))));
            assertFault(loader::prepare, FaultCode.FLASH_UNKNOWN, "C84005");
        }
    }

    private static Bench benchWith(String traits) {
        return new Bench(
                org.twomes.station.rig.PlugScript.parse(0xD3AD48, traits).model(), "");
    }

    @Test
    void theGivenSizeIsTakenForAFlashThatNobodyKnowsAndForNoOther() throws Exception {
        LoaderSettings given = new LoaderSettings(
                false, 115_200, List.of(), 3, Bench.TIMEOUTS, 115_200, java.util.OptionalInt.of(8 << 20));
        try (Bench bench = benchWith("flash-id C84005")) {
            assertThat(bench.connect(given).prepare()).isEqualTo(new FlashChip(0xC84005, 8 << 20));
            assertFault(bench.connect(ROM)::prepare, FaultCode.FLASH_UNKNOWN, "C84005");
        }
        try (Bench bench = benchWith("flash-id 1F8701")) {
            assertThat(bench.connect(given).prepare()).isEqualTo(new FlashChip(0x1F8701, 4 << 20));
        }
        for (String none : List.of("FFFFFF", "000000")) {
            try (Bench bench = benchWith("flash-id " + none)) {
                assertFault(bench.connect(given)::prepare, FaultCode.NO_FLASH, none);
            }
        }
    }

    @Test
    void moreFlashThanThreeBytesReachIsWorkedOnAsFarAsTheyDo() throws Exception {
        for (boolean stub : new boolean[] {true, false}) {
            try (Bench bench = benchWith("flash-size 64MB, flash-id EF401A")) {
                Loader loader = bench.connect(Bench.settings(stub, 115_200));
                assertThat(loader.prepare()).isEqualTo(new FlashChip(0xEF401A, 64 << 20));
                loader.eraseChip();
                loader.write(Bench.request(0xFFF000, Bench.noise(0x1000)));
                assertThat(bench.link.opcodes()).doesNotContain(LoaderProtocol.ERASE_FLASH);
                assertThatThrownBy(() -> loader.write(Bench.request(0x1000000, Bench.noise(16))))
                        .hasMessageContaining("beyond the flash");
            }
        }
    }

    @Test
    void everyRevisionIsReadAsEsptoolReadsIt() throws Exception {
        for (String revision : List.of("0.0", "1.0", "1.1", "2.0", "3.0", "3.1", "3.3")) {
            try (Bench bench = benchWith("chip-revision " + revision)) {
                assertThat(bench.connect(ROM).chip().revisionText()).isEqualTo("v" + revision);
            }
        }
    }

    @Test
    void theBitsOfAProtectedChipAreReadAsEsptoolReadsThem() throws Exception {
        assertProtection("secure-boot 1, chip-revision 1.0", true, false);
        assertProtection("secure-boot 2, chip-revision 1.0", false, false);
        assertProtection("secure-boot 2, chip-revision 3.0", true, false);
        assertProtection("flash-encryption 1", false, true);
        assertProtection("flash-encryption 3", false, false);
        assertProtection("flash-encryption 0x7F", false, true);
    }

    private static void assertProtection(String traits, boolean secureBoot, boolean encryption) throws Exception {
        try (Bench bench = benchWith(traits)) {
            ChipIdentity chip = bench.connect(ROM).chip();
            assertThat(chip.secureBoot()).as(traits).isEqualTo(secureBoot);
            assertThat(chip.flashEncryption()).as(traits).isEqualTo(encryption);
        }
    }

    @Test
    void aPulledBoardEndsTheWaitAtOnce() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            Loader loader = bench.connect(ROM);
            bench.board.unplug();
            assertThatThrownBy(loader::prepare)
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("unplugged");
        }
    }

    @Test
    void aBoardThatAPersonResetsIsSyncedWithUntilHeGetsToIt() throws Exception {
        try (Bench bench = new Bench(Bench.BOARD, "")) {
            List<ResetRequest> asked = new CopyOnWriteArrayList<>();
            Reset manual = Resets.of(new ResetChoice.Manual(), (port, request) -> asked.add(request), span -> {});
            LoaderSettings once = new LoaderSettings(false, 115_200, List.of(), 1, Bench.TIMEOUTS);
            FutureTask<Loader> connecting = new FutureTask<>(() -> bench.connect(once, manual));
            new Thread(connecting).start();
            await().atMost(Duration.ofSeconds(60)).until(() -> bench.told.contains("connecting 3"));
            bench.reset.intoLoader(bench.board.link(), 0);
            Loader loader = connecting.get(60, TimeUnit.SECONDS);
            assertThat(loader.chip().mac().toString()).isEqualTo("24:0a:c4:d3:ad:48");
            assertThat(asked).containsExactly(ResetRequest.HOLD_BOOT_AND_TAP_RESET);
        }
    }
}
