package org.twomes.station.esp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.twomes.station.esp.LoaderProtocol;

@Tag("fast")
class ResponseTest {
    private static Optional<Response> parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        // A longer buffer, as the decoder's: what lies behind the packet must not count.
        return ResponseParser.parse(Arrays.copyOf(bytes, bytes.length + 20), bytes.length);
    }

    private static int error(String body, int payloadLength) {
        byte[] bytes = HexFormat.of().parseHex(body.replace(" ", ""));
        return new Response(0x13, 0, bytes).error(payloadLength);
    }

    @Example
    void theFieldsOfAnAnswer() {
        Response response = parse("01 0a 0400 831df000 00000000").orElseThrow();
        assertThat(response.opcode()).isEqualTo(LoaderProtocol.READ_REG);
        assertThat(response.value()).isEqualTo(0x00F01D83);
        assertThat(response.body()).hasSize(4);
        assertThat(response.error(0)).isZero();
        assertThat(parse("01 d0 0200 ffffffff 0000").orElseThrow().opcode()).isEqualTo(LoaderProtocol.ERASE_FLASH);
        assertThat(parse("01 d0 0200 ffffffff 0000").orElseThrow().value()).isEqualTo(-1);
    }

    @Example
    void whatIsNoAnswer() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("4f484149")).isEmpty();
        assertThat(parse("00 0a 0400 00000000 00000000")).as("a request").isEmpty();
        assertThat(parse("01 0a 0400 00000000 000000")).as("one byte short").isEmpty();
        assertThat(parse("01 0a 0400 00000000 0000000000")).as("one byte long").isEmpty();
        assertThat(parse("01 0a 0000 00000000")).as("no status").isEmpty();
        assertThat(parse("01 0a 0100 00000000 00")).as("half a status").isEmpty();
    }

    @Example
    void theStubEndsWithTwoStatusBytesTheRomWithFour() {
        assertThat(error("0000", 0)).isZero();
        assertThat(error("00000000", 0)).isZero();
        String md5 = "40306df1e8bfe4e398be7477e7bb6ecd";
        assertThat(error(md5 + "0000", 16)).isZero();
        String hexMd5 = "3430333036646631653862666534653339386265373437376537626236656364";
        assertThat(error(hexMd5 + "00000000", 32)).isZero();
    }

    @Example
    void theRomsErrorsComeAsOneAndACode() {
        assertThat(error("01050000", 0)).isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
        assertThat(error("0107 0000", 0)).isEqualTo(LoaderProtocol.ERROR_CHECKSUM);
        assertThat(error("010b", 0)).isEqualTo(LoaderProtocol.ERROR_INFLATE);
        assertThat(error("0100", 0)).as("failed, but not how").isEqualTo(LoaderProtocol.ERROR_FAILED_TO_ACT);
    }

    @Example
    void theStubsErrorsComeAsACodeAndZero() {
        assertThat(error("c100", 0)).isEqualTo(LoaderProtocol.STUB_ERROR_CHECKSUM);
        assertThat(error("c400", 0)).isEqualTo(LoaderProtocol.STUB_ERROR_FLASH);
    }

    @Example
    void aFailureComesWithoutThePayloadThatWasAskedFor() {
        assertThat(error("01060000", 32)).isEqualTo(LoaderProtocol.ERROR_FAILED_TO_ACT);
        assertThat(error("c900", 16)).isEqualTo(LoaderProtocol.STUB_ERROR_TOO_MUCH);
        assertThat(error("0000", 16))
                .as("done, but without its payload")
                .isEqualTo(LoaderProtocol.ERROR_INVALID_MESSAGE);
    }

    @Example
    void errorsAreToldInWords() {
        assertThat(ErrorCodes.text(LoaderProtocol.ERROR_CHECKSUM)).isEqualTo("wrong checksum (code 0x07)");
        assertThat(ErrorCodes.text(LoaderProtocol.STUB_ERROR_FLASH)).isEqualTo("flash operation failed (code 0xC4)");
        assertThat(ErrorCodes.text(0x77)).isEqualTo("unknown error (code 0x77)");
    }

    @Example
    void onlyABlockThatWasNotUsedMayBeSentAgain() {
        assertThat(ErrorCodes.blockUnused(LoaderProtocol.ERROR_CHECKSUM)).isTrue();
        assertThat(ErrorCodes.blockUnused(LoaderProtocol.STUB_ERROR_CHECKSUM)).isTrue();
        assertThat(ErrorCodes.blockUnused(LoaderProtocol.ERROR_INVALID_MESSAGE))
                .as("a block that came too short")
                .isTrue();
        assertThat(ErrorCodes.blockUnused(LoaderProtocol.ERROR_INFLATE)).isFalse();
        assertThat(ErrorCodes.blockUnused(LoaderProtocol.ERROR_FAILED_TO_ACT)).isFalse();
    }

    @Example
    void theChecksumIsTheXorOfThePayloadAndItsSeed() {
        byte[] bytes = {9, 9, 0x01, 0x02, (byte) 0xF0, 9};
        Command block = new Command.Block(LoaderProtocol.FLASH_DEFL_DATA, bytes, 2, 3, 0);
        assertThat(block.checksum()).isEqualTo(0xEF ^ 0x01 ^ 0x02 ^ 0xF0);
        assertThat(new Command.Block(LoaderProtocol.MEM_DATA, bytes, 0, 0, 0).checksum())
                .isEqualTo(0xEF);
        assertThat(new Command.FlashMd5(1, 2).checksum()).isZero();
    }

    @Property
    void anyPacketIsParsedOrNotButNeverThrows(
            @ForAll @Size(max = 60) byte[] bytes, @ForAll @IntRange(max = 40) int payloadLength) {
        byte[] packet = bytes.clone();
        if (packet.length > 4) {
            packet[0] = 1;
            packet[2] = (byte) (packet.length - LoaderProtocol.HEADER_LENGTH);
            packet[3] = 0;
        }
        Optional<Response> response = ResponseParser.parse(packet, packet.length);
        assertThat(response.isPresent())
                .isEqualTo(packet.length >= LoaderProtocol.HEADER_LENGTH + LoaderProtocol.STUB_STATUS_LENGTH);
        response.ifPresent(answer -> {
            int error = answer.error(payloadLength);
            assertThat(error).isBetween(0, 255);
            if (error == 0) {
                assertThat(answer.payload(payloadLength)).hasSize(payloadLength);
            }
        });
    }
}
