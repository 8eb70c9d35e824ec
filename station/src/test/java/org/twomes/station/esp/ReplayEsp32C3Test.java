package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.twomes.station.esp.ReplayTest.connect;
import static org.twomes.station.esp.ReplayTest.done;
import static org.twomes.station.esp.ReplayTest.hex;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** The real loader against the recorded ROM and stub of an ESP32-C3: what it asks is what esptool asked, but for what is named here. */
@Tag("fast")
class ReplayEsp32C3Test {
    private static final int OFFSET = 0x10000;
    private static final int LENGTH = 0x5000;
    private static final int BLOCK_AT = LoaderProtocol.HEADER_LENGTH + LoaderProtocol.BLOCK_HEADER_LENGTH;
    private static final FlashChip FLASH_4_MB = new FlashChip(0xC84016, 4 << 20);
    private static final ChipIdentity CHIP =
            new ChipIdentity("ESP32-C3", 4, Mac.parse("02:c3:00:d3:ad:43"), 40, false, false);
    /** The error counters of the MAC's block; esptool reads no counters. */
    private static final String READ_MAC_ERRORS = "000a040000000000c0890060";
    /** esptool reads the words of encryption and secure boot before it writes, not when it only identifies. */
    private static final String READ_ENCRYPTION = "000a04000000000034880060";

    private static final String READ_SECURE_BOOT = "000a04000000000038880060";
    private static final String READ_MAC_LOW = "000a04000000000044880060";
    private static final String SET_4_MB = "000b1800000000000000000000004000000001000010000000010000ffff0000";
    private static final String RATE_921600 = "000f08000000000000100e0000000000";

    /** What the station asks beyond a recording, or at another moment. */
    private static final List<String> BEYOND =
            List.of(READ_MAC_ERRORS, READ_ENCRYPTION, READ_SECURE_BOOT, SET_4_MB, READ_MAC_LOW);

    private static ReplayedDevice device(String name) throws Exception {
        return new ReplayedDevice(
                Transcript.read("esp32c3-" + name),
                // Before the stub is up there is nothing unrecorded but registers; after it nothing but the size.
                request -> Optional.of(
                        done(request, request[1] == LoaderProtocol.SPI_SET_PARAMS && name.startsWith("stub"))));
    }

    private static void assertNothingBeyond(ReplayedDevice device) {
        assertThat(device.unrecorded()).isSubsetOf(BEYOND);
    }

    /** What the recorded host wrote, plain. */
    private static byte[] content() throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Transcript.Entry entry :
                Transcript.read("esp32c3-rom-write-20k-plain").ofHost()) {
            if (entry.opcode() == LoaderProtocol.FLASH_DATA) {
                content.write(entry.bytes(), BLOCK_AT, entry.bytes().length - BLOCK_AT);
            }
        }
        return content.toByteArray();
    }

    private static String md5OfContent() throws Exception {
        return hex(MessageDigest.getInstance("MD5").digest(content()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rom-read-mac", "rom-flash-id", "rom-get-security-info", "rom-efuse-words"})
    void theChipIsKnownFromWhatTheRomSaid(String name) throws Exception {
        try (ReplayedDevice device = device(name)) {
            Loader loader = connect(device, false, LoaderProtocol.ROM_BAUD);
            assertThat(loader.chip()).isEqualTo(CHIP);
            assertThat(loader.chip().revisionText()).isEqualTo("v0.4");
            assertThat(device.replayed()).doesNotContain("000a04000000000000100040");
            assertNothingBeyond(device);
            assertThatThrownBy(() -> loader.refuseOtherThan(ChipIdentity.ESP32))
                    .isInstanceOfSatisfying(
                            FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.WRONG_CHIP))
                    .hasMessageContaining("this is an ESP32-C3, not an ESP32");
            loader.refuseOtherThan("ESP32-C3");
        }
    }

    @Test
    void aProtectedChipIsRefusedByWhatItSaysOfItself() throws Exception {
        try (ReplayedDevice device = device("rom-get-security-info-sb")) {
            Loader loader = connect(device, true, 921_600);
            assertRefused(loader, FaultCode.SECURE_BOOT);
            assertNothingBeyond(device);
        }
        try (ReplayedDevice device = device("rom-get-security-info-fe")) {
            Loader loader = connect(device, true, 921_600);
            assertRefused(loader, FaultCode.FLASH_ENCRYPTED);
            assertNothingBeyond(device);
        }
    }

    private static void assertRefused(Loader loader, FaultCode why) {
        assertThatThrownBy(loader::prepare)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rom-flash-id", "stub-flash-id"})
    void theFlashIsKnown(String name) throws Exception {
        boolean stub = name.startsWith("stub");
        try (ReplayedDevice device = device(name)) {
            Loader loader = connect(device, stub, LoaderProtocol.ROM_BAUD);
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(loader.stubRuns()).isEqualTo(stub);
            assertNothingBeyond(device);
        }
    }

    /** The begin has five words, and the blocks are esptool's: not one of our frames is our own. */
    @Test
    void theRomWritesPlainAsItDidForTheRecordedHost() throws Exception {
        try (ReplayedDevice device = device("rom-write-20k-plain")) {
            Loader loader = connect(device, false, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            loader.write(new WriteRequest("firmware.bin", OFFSET, LENGTH, Bench.zlib(content())));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(md5OfContent());
            assertNothingBeyond(device);
            assertThat(device.replayed())
                    .contains("0002140000000000" + "00500000" + "14000000" + "00040000" + "00000100" + "00000000");
        }
    }

    /** The recorded host wrote compressed; the station writes plain to every ROM, and all else is what the host asked. */
    @ParameterizedTest
    @ValueSource(strings = {"rom-write-20k", "rom-write-20k-921600"})
    void theRomChangesItsRateAndSums(String name) throws Exception {
        int baud = name.endsWith("921600") ? 921_600 : LoaderProtocol.ROM_BAUD;
        try (ReplayedDevice device = device(name)) {
            Loader loader = connect(device, false, baud);
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(loader.baud()).isEqualTo(baud);
            assertThat(device.replayed().contains(RATE_921600)).isEqualTo(baud == 921_600);
            loader.write(new WriteRequest("firmware.bin", OFFSET, LENGTH, Bench.zlib(content())));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(md5OfContent());
            assertThat(device.unrecorded())
                    .allMatch(request -> BEYOND.contains(request) || request.matches("00(0214|0310).*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rom-verify-20k", "stub-verify-20k"})
    void romAndStubSumWhatIsInFlash(String name) throws Exception {
        try (ReplayedDevice device = device(name)) {
            Loader loader = connect(device, name.startsWith("stub"), LoaderProtocol.ROM_BAUD);
            loader.prepare();
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(md5OfContent());
            assertNothingBeyond(device);
        }
    }

    /** Behind a compressed write of its ROM nothing was touched; leftovers stand in its answers all the same. */
    @Test
    void leftoversInAnAnswerAreNotTakenForItsOwn() throws Exception {
        byte[] blank = new byte[0x7BD0];
        Arrays.fill(blank, (byte) 0xFF);
        try (ReplayedDevice device = device("rom-write-deflate-tail")) {
            Loader loader = connect(device, false, LoaderProtocol.ROM_BAUD);
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(loader.md5(0x1430, 0x7BD0))
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(blank));
            assertNothingBeyond(device);
        }
    }

    @Test
    void theStubWritesSumsAndRestarts() throws Exception {
        try (ReplayedDevice device = device("stub-write-20k")) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            assertThat(loader.stubRuns()).isTrue();
            byte[] zlib = Transcript.read("esp32c3-stub-write-20k").written();
            loader.write(new WriteRequest("firmware.bin", OFFSET, LENGTH, zlib));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(md5OfContent());
            loader.restart();
            assertNothingBeyond(device);
        }
    }

    /** The recorded host changed the rate after it had started the stub; the station does so before, towards the ROM. */
    @Test
    void theStubWritesAtAHigherRate() throws Exception {
        try (ReplayedDevice device = device("stub-write-20k-921600")) {
            Loader loader = connect(device, true, 921_600);
            loader.prepare();
            byte[] zlib = Transcript.read("esp32c3-stub-write-20k-921600").written();
            loader.write(new WriteRequest("firmware.bin", OFFSET, LENGTH, zlib));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(md5OfContent());
            assertThat(loader.baud()).isEqualTo(921_600);
            assertThat(device.unrecorded())
                    .allMatch(request -> BEYOND.contains(request) || request.equals(RATE_921600));
        }
    }

    @Test
    void theStubReadsFlashBack() throws Exception {
        try (ReplayedDevice device = device("stub-read-20k")) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            byte[] zlib = Transcript.read("esp32c3-stub-write-20k").written();
            assertThat(loader.read(OFFSET, LENGTH))
                    .isEqualTo(new InflaterInputStream(new ByteArrayInputStream(zlib)).readAllBytes());
            assertNothingBeyond(device);
        }
    }

    /** The emulator erased in no time, which the station takes for a dead flash until the beginning proves blank. */
    @Test
    void theStubErasesTheWholeFlash() throws Exception {
        byte[] blank = new byte[2 * FlashGeometry.BLOCK];
        Arrays.fill(blank, (byte) 0xFF);
        byte[] blankMd5 = MessageDigest.getInstance("MD5").digest(blank);
        try (ReplayedDevice device = new ReplayedDevice(Transcript.read("esp32c3-stub-erase-flash"), request -> {
            boolean md5 = request[1] == LoaderProtocol.SPI_FLASH_MD5;
            boolean stub = md5 || request[1] == LoaderProtocol.SPI_SET_PARAMS;
            return Optional.of(done(request, stub, md5 ? blankMd5 : new byte[0]));
        })) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            loader.eraseChip();
            assertThat(device.replayed()).contains("00d0000000000000");
            assertThat(device.unrecorded()).allMatch(request -> BEYOND.contains(request) || request.startsWith("0013"));
        }
    }

    /** The chip's words of its recorded answer, but for the bits that are said otherwise. */
    private static ReplayedDevice saying(String securityInfo, int macErrors) throws Exception {
        Transcript recorded = Transcript.read("esp32c3-rom-read-mac");
        List<Transcript.Entry> entries = recorded.entries().stream()
                .map(entry -> entry.host() || entry.opcode() != LoaderProtocol.GET_SECURITY_INFO
                        ? entry
                        : new Transcript.Entry(false, true, HexFormat.of().parseHex(securityInfo), 0))
                .toList();
        return new ReplayedDevice(new Transcript(recorded.name(), entries), request -> {
            byte[] answer = done(request, false);
            if (hex(request).equals(READ_MAC_ERRORS)) {
                answer[4] = (byte) macErrors;
            }
            return Optional.of(answer);
        });
    }

    private static String securityInfo(String flags, String chipId) {
        return "0114180000000000" + flags + "00000000000000" + "0c" + chipId + "03000000" + "00000000";
    }

    private static void assertNotConnected(ReplayedDevice device, FaultCode why, String text) {
        assertThatThrownBy(() -> connect(device, true, 921_600))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(why))
                .hasMessageContaining(text);
    }

    /** Known at once: such a chip is asked nothing else, as its ROM refuses nearly everything. */
    @Test
    void secureDownloadModeIsRefusedWithWordsOfItsOwn() throws Exception {
        try (ReplayedDevice device = saying(securityInfo("04000000", "05000000"), 0)) {
            assertNotConnected(device, FaultCode.SECURE_DOWNLOAD, "secure download mode");
            assertThat(device.replayed()).noneMatch(request -> request.startsWith("000a"));
            assertThat(device.unrecorded()).isEmpty();
        }
    }

    @Test
    void aChipWithAnIdThatIsNotKnownIsRefused() throws Exception {
        try (ReplayedDevice device = saying(securityInfo("00000000", "63000000"), 0)) {
            assertNotConnected(device, FaultCode.WRONG_CHIP, "a chip with id 99");
        }
    }

    /** A count of 1, the bit "failed" of the block; the counts of other blocks say nothing of the address. */
    @Test
    void aMacInABlockWithErrorsIsNotTrusted() throws Exception {
        for (int errors : new int[] {0x01, 0x04, 0x80}) {
            try (ReplayedDevice device = saying(securityInfo("00000000", "05000000"), errors)) {
                assertNotConnected(device, FaultCode.MAC_DAMAGED, "02:c3:00:d3:ad:43 stands in an eFuse block");
            }
        }
        try (ReplayedDevice device = saying(securityInfo("00000000", "05000000"), 0x70)) {
            assertThat(connect(device, true, 921_600).chip()).isEqualTo(CHIP);
        }
    }
}
