package org.twomes.station.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is lost of a boot log, and in whatever form a firmware prints its token: no four digits of it in a row are kept. */
@Tag("fast")
class CutPayloadTest {
    private static final String TOKEN = "3375550652";
    /** So many digits give the rest away to somebody who may try. */
    private static final int TELLING = 4;

    private static List<String> masked(String log) {
        List<String> lines = new ArrayList<>();
        BootLogParser parser = new BootLogParser(lines::add);
        byte[] bytes = BootLogs.bytes(log);
        parser.feed(bytes, 0, bytes.length);
        parser.flush();
        return lines;
    }

    private static void assertNothingTold(String log) {
        for (String line : masked(log)) {
            for (int at = 0; at + TELLING <= TOKEN.length(); at++) {
                if (line.contains(TOKEN.substring(at, at + TELLING))) {
                    assertThat(line).as("of " + log).doesNotContain(TOKEN.substring(at, at + TELLING));
                }
            }
        }
    }

    private static String qr() {
        return BootLogs.qrCall(BootLogs.NAME, TOKEN);
    }

    private static String post() {
        return BootLogs.postCall(BootLogs.NAME, TOKEN);
    }

    @Test
    void aPayloadThatIsCutAtEitherEndAnywhere() {
        for (String payload : List.of(qr(), post(), qr().replaceAll("[\r\n]", ""), post().replaceAll("[\r\n]", ""))) {
            for (int from = 0; from < payload.length(); from++) {
                assertNothingTold(payload.substring(from));
                assertNothingTold(payload.substring(0, from));
            }
        }
    }

    /** As when a read came too late: all between two places is gone, and what is left stands side by side. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPayloadThatLostItsMiddle(boolean inOneLine) {
        for (String whole : List.of(qr(), post())) {
            String payload = inOneLine ? whole.replaceAll("[\r\n]", "") : whole;
            int token = payload.indexOf(TOKEN);
            for (int from = 0; from < token + TOKEN.length(); from++) {
                for (int to = Math.max(from, token); to < token + TOKEN.length(); to++) {
                    assertNothingTold(payload.substring(0, from) + payload.substring(to));
                }
            }
        }
    }

    @Test
    void otherFormsThanTheKnownOnes() {
        for (String form : List.of(
                "pop: %s",
                "pop=%s.",
                "Activation token %s",
                "token(%s)",
                "x%sx",
                "{'pop':'%s'}",
                "{pop:%s}",
                "{\"pop\":%s}",
                "{\"PoP\" : \"%s\"}",
                "\"name\":\"TWOMES-%s\"",
                "\"device_type\":\"%s\"",
                "\"transport\":\"%s\"",
                "\"ver\":\"v%s\"",
                "<pop>%s</pop>",
                "https://example.org/?t=%s&x=1",
                "I (655) app: token %s (%s)",
                "\u001b[0;32m%s\u001b[0m",
                "%s\n%s")) {
            for (int cut = 0; cut < TOKEN.length(); cut++) {
                assertNothingTold(form.replace("%s", TOKEN.substring(cut)) + "\r\n");
                assertNothingTold(form.replace("%s", TOKEN.substring(0, cut)) + "\r\n");
            }
        }
        assertThat(masked("token 0x" + Long.toHexString(Long.parseLong(TOKEN)) + "\r\n"))
                .containsExactly("token ******");
        assertThat(masked("token 33755\u000050652\r\n")).containsExactly("token ******");
    }

    @Test
    void whatAnEngineerLooksForStays() {
        List<String> kept = List.of(
                "rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
                "load:0x3fff0030,len:7064",
                "entry 0x400805f0",
                "invalid header: 0xffffffff",
                "I (2655) boot: ESP-IDF v4.2 2nd stage bootloader",
                "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.",
                "Backtrace:0x400d1a2b:0x3ffb1f30 0x40081234:0x3ffb1f50");
        assertThat(masked(String.join("\r\n", kept) + "\r\n"))
                .usingRecursiveComparison()
                .isEqualTo(kept.stream()
                        .map(line -> line.equals("load:0x3fff0030,len:7064") ? "load:0x3fff0030,len:******" : line)
                        .toList());
    }
}
