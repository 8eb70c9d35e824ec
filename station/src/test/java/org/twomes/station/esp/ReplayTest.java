package org.twomes.station.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/** The real loader against the recorded device: it asks what esptool asked, and understands what came back. */
@Tag("fast")
class ReplayTest {
    private static final int OFFSET = 0x10000;
    private static final int LENGTH = 0x5000;
    private static final String MD5 = "40306df1e8bfe4e398be7477e7bb6ecd";
    private static final FlashChip FLASH_4_MB = new FlashChip(0xC84016, 4 << 20);
    /** A request that the recorded host had no need of: flash encryption is asked about by no esptool command here. */
    private static final String READ_EFUSE_WORD0 = "000a04000000000000a0f53f";

    private static final String GET_SECURITY_INFO = "0014000000000000";
    /** The station sets the size also where the recorded host did not need it. */
    private static final String SET_4_MB = "000b1800000000000000000000004000000001000010000000010000ffff0000";

    /** Patient where the recording has an answer, so that a busy machine does not matter. */
    private static final LoaderTimeouts PATIENT = new LoaderTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(40),
            Duration.ofSeconds(40));

    /** The recorded runs had no reset line either. */
    private static final Reset NO_LINES = new Reset() {
        @Override
        public void intoLoader(SerialLink link, int attempt) {}

        @Override
        public void run(SerialLink link) {}

        @Override
        public boolean automatic() {
            return false;
        }
    };

    static LoaderSettings settings(boolean stub, int baud) {
        return new LoaderSettings(stub, baud, List.of(), 2, PATIENT);
    }

    static Loader connect(ReplayedDevice device, boolean stub, int baud) throws Exception {
        return Loader.connect(device.link(), NO_LINES, settings(stub, baud), LoaderListener.NONE);
    }

    /** Done, with a value of 0: what the ROM or the stub says to a request that only changes its own state. */
    static byte[] done(byte[] request, boolean stub, byte... payload) {
        int status = stub ? LoaderProtocol.STUB_STATUS_LENGTH : LoaderProtocol.ROM_STATUS_LENGTH;
        return ByteBuffer.allocate(LoaderProtocol.HEADER_LENGTH + payload.length + status)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) LoaderProtocol.RESPONSE)
                .put(request[1])
                .putShort((short) (payload.length + status))
                .putInt(0)
                .put(payload)
                .array();
    }

    private static ReplayedDevice device(String name, boolean stubAnswers) throws Exception {
        return new ReplayedDevice(
                Transcript.read(name),
                request -> HexFormat.of().formatHex(request).equals(READ_EFUSE_WORD0)
                        ? Optional.of(done(request, false))
                        : Optional.of(done(request, stubAnswers)));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static WriteRequest recordedWrite(String name) throws Exception {
        return new WriteRequest(
                "firmware.bin", OFFSET, LENGTH, Transcript.read(name).written());
    }

    @Test
    void theChipIsKnownFromWhatTheRomSaid() throws Exception {
        try (ReplayedDevice device = device("rom-read-mac", false)) {
            ChipIdentity chip = connect(device, false, LoaderProtocol.ROM_BAUD).chip();
            assertThat(chip)
                    .isEqualTo(new ChipIdentity("ESP32", 300, Mac.parse("24:0a:c4:d3:ad:48"), 40, false, false));
            assertThat(chip.revisionText()).isEqualTo("v3.0");
            assertThat(device.unrecorded()).containsExactly(READ_EFUSE_WORD0);
            assertThat(device.replayed()).contains(GET_SECURITY_INFO).hasSize(9 + 1);
        }
    }

    @Test
    void theFlashIsKnownFromWhatTheRomSaid() throws Exception {
        try (ReplayedDevice device = device("rom-flash-id", false)) {
            Loader loader = connect(device, false, LoaderProtocol.ROM_BAUD);
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(FLASH_4_MB.text()).isEqualTo("GigaDevice C84016, 4 MB");
            assertThat(loader.stubRuns()).isFalse();
            assertThat(device.unrecorded()).containsExactly(READ_EFUSE_WORD0, SET_4_MB);
        }
    }

    /** The recorded chip's oscillator was right: the number that the recorded host sent is the rate itself. */
    @Test
    void theRomsClockIsReadBeforeItsRateIsChangedAsTheRecordedHostDid() throws Exception {
        List<String> recorded = Transcript.read("rom-write-20k-921600").ofHost().stream()
                .map(entry -> hex(entry.bytes()))
                .toList();
        int change = recorded.indexOf("000f08000000000000100e0000000000");
        assertThat(recorded.subList(change - 2, change))
                .containsExactly("000a0400000000006cf0f53f", "000a04000000000010a0f53f");
        try (ReplayedDevice device = device("rom-write-20k-921600", false)) {
            connect(device, false, 921_600).prepare();
            assertThat(device.replayed()).containsSubsequence(recorded.subList(change - 2, change + 1));
        }
    }

    /** The recorded host wrote compressed, which spoils what stands behind a region; all else is what it asked. */
    @Test
    void theRomWritesPlainAndSums() throws Exception {
        for (int baud : new int[] {115_200, 921_600}) {
            String name = baud == 921_600 ? "rom-write-20k-921600" : "rom-write-20k";
            try (ReplayedDevice device = device(name, false)) {
                Loader loader = connect(device, false, baud);
                assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
                assertThat(loader.baud()).isEqualTo(baud);
                loader.write(recordedWrite(name));
                assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(MD5);
                assertThat(device.unrecorded())
                        .as(name)
                        .hasSize(1 + 1 + LENGTH / LoaderProtocol.ROM_BLOCK)
                        .startsWith(
                                READ_EFUSE_WORD0,
                                "0002100000000000" + "00500000" + "14000000" + "00040000" + "00000100")
                        .allMatch(request -> request.equals(READ_EFUSE_WORD0) || request.matches("00(0210|0310).*"));
                assertThat(device.replayed()).noneMatch(request -> request.matches("00(10|11|12|04).*"));
            }
        }
    }

    /** What an earlier answer left in status bytes 3 and 4 and in the value field means nothing: the flash is proven all the same. */
    @Test
    void leftoversInAnAnswerAreNotTakenForItsOwn() throws Exception {
        try (ReplayedDevice device = device("rom-write-deflate-tail-stale", false)) {
            Loader loader = connect(device, false, LoaderProtocol.ROM_BAUD);
            assertThat(loader.stubRuns()).isFalse();
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(hex(loader.md5(0x18000, 0xC00))).matches("[0-9a-f]{32}");
            assertThat(hex(loader.md5(0x1000, 0x430))).isEqualTo("b5439cc202ca6644ca657259da463bdf");
            assertThat(hex(loader.md5(0x1430, 0x7BD0))).matches("[0-9a-f]{32}");
            assertThat(device.unrecorded()).isEmpty();
        }
    }

    @Test
    void theStubWritesSumsAndRestarts() throws Exception {
        try (ReplayedDevice device = device("stub-write-20k", true)) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            assertThat(loader.prepare()).isEqualTo(FLASH_4_MB);
            assertThat(loader.stubRuns()).isTrue();
            loader.write(recordedWrite("stub-write-20k"));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(MD5);
            loader.restart();
            assertThat(device.unrecorded()).containsExactly(READ_EFUSE_WORD0);
        }
    }

    /** The recorded host changed the rate after it had started the stub; the station does so before, towards the ROM. */
    @Test
    void theStubWritesAtAHigherRate() throws Exception {
        try (ReplayedDevice device = new ReplayedDevice(Transcript.read("stub-write-20k-921600"), request -> {
            String rate = "000f08000000000000100e0000000000";
            assertThat(hex(request)).isIn(READ_EFUSE_WORD0, "000a0400000000006cf0f53f", rate);
            return Optional.of(done(request, false));
        })) {
            Loader loader = connect(device, true, 921_600);
            loader.prepare();
            loader.write(recordedWrite("stub-write-20k-921600"));
            assertThat(hex(loader.md5(OFFSET, LENGTH))).isEqualTo(MD5);
            assertThat(loader.baud()).isEqualTo(921_600);
        }
    }

    @Test
    void romAndStubSumWhatIsInFlash() throws Exception {
        for (String name : List.of("rom-verify-20k", "stub-verify-20k")) {
            boolean stub = name.startsWith("stub");
            try (ReplayedDevice device = device(name, stub)) {
                Loader loader = connect(device, stub, LoaderProtocol.ROM_BAUD);
                loader.prepare();
                assertThat(hex(loader.md5(OFFSET, LENGTH))).as(name).isEqualTo(MD5);
                assertThat(device.unrecorded()).as(name).containsExactly(READ_EFUSE_WORD0);
            }
        }
    }

    @Test
    void theStubReadsFlashBack() throws Exception {
        try (ReplayedDevice device = device("stub-read-20k", true)) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            byte[] content = loader.read(OFFSET, LENGTH);
            InputStream plain = new InflaterInputStream(
                    new ByteArrayInputStream(Transcript.read("stub-write-20k").written()));
            assertThat(content).isEqualTo(plain.readAllBytes());
            assertThat(device.unrecorded()).containsExactly(READ_EFUSE_WORD0);
        }
    }

    /** The emulator erased in no time, which the station takes for a dead flash until the beginning proves blank. */
    @Test
    void theStubErasesTheWholeFlash() throws Exception {
        byte[] blank = new byte[2 * FlashGeometry.BLOCK];
        Arrays.fill(blank, (byte) 0xFF);
        byte[] blankMd5 = MessageDigest.getInstance("MD5").digest(blank);
        try (ReplayedDevice device = new ReplayedDevice(Transcript.read("stub-erase-flash"), request -> {
            boolean md5 = request[1] == LoaderProtocol.SPI_FLASH_MD5;
            boolean rom = hex(request).equals(READ_EFUSE_WORD0);
            return Optional.of(done(request, !rom, md5 ? blankMd5 : new byte[0]));
        })) {
            Loader loader = connect(device, true, LoaderProtocol.ROM_BAUD);
            loader.prepare();
            loader.eraseChip();
            assertThat(device.replayed()).contains("00d0000000000000");
            assertThat(device.unrecorded())
                    .hasSize(3)
                    .startsWith(READ_EFUSE_WORD0, SET_4_MB)
                    .last()
                    .isEqualTo("001310000000000000000000000002000000000000000000");
        }
    }
}
