package org.twomes.station.esp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.twomes.station.esp.command.BootText;
import org.twomes.station.esp.command.Response;
import org.twomes.station.esp.command.ResponseParser;
import org.twomes.station.esp.slip.SlipDecoder;

/** What the real ROM and stub sent, read by the station's parser, however the bytes are cut. */
@Tag("fast")
class RecordedAnswersTest {
    private static final List<Integer> CHUNKS = List.of(1, 2, 3, 5, 7, 11, 13, 16, 61, 64, 255, 1024, 4096, 65_536);

    /** Reads a stream in chunks; gives what stood between delimiters, and at last what no delimiter ended. */
    private static final int SECURITY_INFO_LENGTH = 20;

    private static List<String> pieces(byte[] stream, int firstChunk, int chunk) {
        SlipDecoder decoder = new SlipDecoder(2 * LoaderProtocol.READ_BLOCK);
        List<String> pieces = new ArrayList<>();
        int at = 0;
        int next = firstChunk;
        while (at < stream.length) {
            byte[] part = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + next));
            int from = 0;
            while (from < part.length) {
                from = decoder.feed(part, from, part.length);
                if (decoder.complete()) {
                    pieces.add(hex(Arrays.copyOf(decoder.array(), decoder.length())));
                    assertThat(decoder.whole()).isTrue();
                }
            }
            at += part.length;
            next = chunk;
        }
        if (!decoder.complete() && decoder.length() > 0) {
            pieces.add(hex(Arrays.copyOf(decoder.array(), decoder.length())));
        }
        return pieces;
    }

    private static byte[] stream(Transcript transcript) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        transcript.ofDevice().forEach(entry -> all.writeBytes(entry.onTheWire()));
        return all.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedByteIsReadHoweverItIsCut() {
        // The endless text of an empty flash is longer than any frame: a decoder gives up on it.
        return Transcript.NAMES.stream()
                .filter(name -> !name.equals("esp32c3-boot-empty-flash"))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Transcript transcript = Transcript.read(name);
                    byte[] stream = stream(transcript);
                    List<String> expected = transcript.ofDevice().stream()
                            .map(entry -> hex(entry.bytes()))
                            .toList();
                    assertThat(expected).isNotEmpty();
                    for (int chunk : CHUNKS) {
                        assertThat(pieces(stream, chunk, chunk))
                                .as("chunks of " + chunk)
                                .isEqualTo(expected);
                    }
                    // A cut at every single place, near the beginning, where every kind of boundary occurs.
                    for (int cut = 1; cut < Math.min(stream.length, 700); cut++) {
                        assertThat(pieces(stream, cut, stream.length))
                                .as("cut at " + cut)
                                .isEqualTo(expected);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedPacketIsToldFromText() {
        return Transcript.NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Transcript transcript = Transcript.read(name);
                    Transcript.Entry asked = null;
                    for (Transcript.Entry entry : transcript.entries()) {
                        if (entry.host()) {
                            asked = entry;
                            continue;
                        }
                        Optional<Response> response = ResponseParser.parse(entry.bytes(), entry.bytes().length);
                        boolean raw = !entry.packet()
                                || new String(entry.bytes(), ISO_8859_1).equals("OHAI")
                                || isFlashContent(asked, entry);
                        assertThat(response.isEmpty()).as(hex(entry.bytes())).isEqualTo(raw);
                        if (response.isPresent()) {
                            check(asked, entry, response.get());
                        }
                    }
                }));
    }

    private static boolean isFlashContent(Transcript.Entry asked, Transcript.Entry entry) {
        boolean reading = asked.acknowledgement() || asked.opcode() == LoaderProtocol.READ_FLASH;
        return reading && (entry.bytes().length == LoaderProtocol.READ_BLOCK || entry.bytes().length == 16);
    }

    private static void check(Transcript.Entry asked, Transcript.Entry entry, Response response) {
        assertThat(response.opcode()).isEqualTo(entry.opcode());
        assertThat(response.value()).isEqualTo(entry.word(4));
        if (asked.opcode() == LoaderProtocol.GET_SECURITY_INFO) {
            if (response.opcode() == LoaderProtocol.GET_SECURITY_INFO) {
                assertThat(response.error(SECURITY_INFO_LENGTH)).isZero();
                assertThat(response.body()).hasSize(SECURITY_INFO_LENGTH + LoaderProtocol.ROM_STATUS_LENGTH);
                return;
            }
            // The ESP32's ROM answers what it does not know in the name of the command before.
            assertThat(response.error(0)).isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
            return;
        }
        boolean md5 = response.opcode() == LoaderProtocol.SPI_FLASH_MD5;
        int payload = !md5
                ? 0
                : response.body().length == LoaderProtocol.MD5_HEX_LENGTH + LoaderProtocol.ROM_STATUS_LENGTH
                        ? LoaderProtocol.MD5_HEX_LENGTH
                        : LoaderProtocol.MD5_LENGTH;
        assertThat(response.error(payload)).isZero();
        assertThat(response.body().length - payload)
                .isIn(LoaderProtocol.STUB_STATUS_LENGTH, LoaderProtocol.ROM_STATUS_LENGTH);
    }

    @Test
    void romAndStubSayTheSameDigestEachInItsForm() throws Exception {
        Response rom = answer("rom-verify-20k", LoaderProtocol.SPI_FLASH_MD5);
        Response stub = answer("stub-verify-20k", LoaderProtocol.SPI_FLASH_MD5);
        assertThat(new String(rom.payload(LoaderProtocol.MD5_HEX_LENGTH), ISO_8859_1))
                .isEqualTo(hex(stub.payload(LoaderProtocol.MD5_LENGTH)))
                .isEqualTo("40306df1e8bfe4e398be7477e7bb6ecd");
    }

    @Test
    void theRecordedStartsTellTheirBootMode() throws Exception {
        BootText run = new BootText();
        byte[] text = stream(Transcript.read("boot"));
        run.add(text, text.length);
        assertThat(run.bootMode()).contains("0x13 (SPI_FAST_FLASH_BOOT)");
        assertThat(run.inDownloadMode()).isFalse();
        BootText loader = new BootText();
        text = stream(Transcript.read("boot-into-loader"));
        loader.add(text, text.length);
        assertThat(loader.bootMode()).contains("0xf (UART_BOOT(UART0))");
        assertThat(loader.inDownloadMode()).isTrue();
    }

    @Test
    void theRecordedStartsOfAnEsp32C3TellTheirBootMode() throws Exception {
        for (String name : List.of("esp32c3-boot-into-loader", "esp32c3-boot-into-loader-usb-uart")) {
            BootText loader = new BootText();
            byte[] text = stream(Transcript.read(name));
            loader.add(text, text.length);
            assertThat(loader.inDownloadMode()).as(name).isTrue();
        }
        BootText empty = new BootText();
        byte[] text = stream(Transcript.read("esp32c3-boot-empty-flash"));
        empty.add(text, text.length);
        assertThat(empty.bootMode()).contains("0x8 (SPI_FAST_FLASH_BOOT)");
        assertThat(empty.inDownloadMode()).isFalse();
    }

    private static Response answer(String name, int opcode) throws Exception {
        return Transcript.read(name).ofDevice().stream()
                .filter(entry -> entry.packet() && entry.opcode() == opcode)
                .map(entry -> ResponseParser.parse(entry.bytes(), entry.bytes().length))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
