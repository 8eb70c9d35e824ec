package org.twomes.station.esp.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** What a board printed is recognised, and never quoted. */
@Tag("fast")
class BootTextTest {
    private static final String BANNER =
            "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n";
    private static final String TOKEN = "3375550652";
    private static final String PAYLOAD =
            "I (655) Twomes generic ESP32 firmware library: QR Code Payload: \r\n\r\n{\r\n"
                    + "\"ver\":\"v1\",\r\n\"name\":\"TWOMES-D3AD48\",\r\n\"pop\":\"" + TOKEN
                    + "\",\r\n\"transport\":\"ble\"\r\n}\r\n";

    private static BootText of(String text, int chunk) {
        BootText boot = new BootText();
        byte[] bytes = text.getBytes(ISO_8859_1);
        for (int at = 0; at < bytes.length; at += chunk) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
            boot.add(piece, piece.length);
        }
        return boot;
    }

    @Property(tries = 300)
    void nothingOfATokenIsShownHoweverItIsCut(
            @ForAll @IntRange(min = 0, max = 220) int from,
            @ForAll @IntRange(min = 0, max = 220) int to,
            @ForAll @IntRange(min = 1, max = 300) int chunk) {
        String text = BANNER + PAYLOAD;
        int cut = Math.min(text.length(), BANNER.length() + Math.max(from, to));
        for (String heard : new String[] {
            text.substring(0, cut), text.substring(Math.min(from, text.length())), text.substring(cut), PAYLOAD + text
        }) {
            BootText boot = of(heard, chunk);
            assertThat(boot.shown() + boot.bootMode()).doesNotContainPattern("[0-9]{4}");
        }
    }

    @Property(tries = 200)
    void whatIsSaidOnlyOnceIsKnownWhateverFollowsAndHoweverItIsCut(
            @ForAll @IntRange(min = 1, max = 200) int chunk, @ForAll @IntRange(min = 0, max = 100) int shift) {
        BootText boot = of("x".repeat(shift) + BANNER + PAYLOAD.repeat(40), chunk);
        assertThat(boot.bootMode()).contains("0x13 (SPI_FAST_FLASH_BOOT)");
        assertThat(boot.inDownloadMode()).isFalse();
        assertThat(boot.programRuns()).isTrue();
        assertThat(boot.shown().split(", "))
                .containsExactlyInAnyOrder(
                        "rst:0x1 (POWERON_RESET)",
                        "boot:0x13 (SPI_FAST_FLASH_BOOT)",
                        "QR Code Payload",
                        "lines of a program's log");
    }

    @Example
    void runAndLoaderAreToldByTheNumberWhenTheNameIsLost() {
        for (String run : new String[] {"0x13", "0x1f", "0x33", "0x37"}) {
            assertThat(of("boot:" + run + " (SP", 5).inDownloadMode()).as(run).isFalse();
            assertThat(of("boot:" + run + " (SP", 5).bootMode()).as(run).contains(run);
        }
        for (String loader : new String[] {"0x3", "0xf", "0x7", "0x23"}) {
            assertThat(of("boot:" + loader + " (", 5).inDownloadMode())
                    .as(loader)
                    .isTrue();
        }
        assertThat(of("boot:0x8 (SPI_FAST_FLASH_BOOT)", 7).inDownloadMode()).isFalse();
        assertThat(of("boot:0x13 (SPI_FAST_FLASH_BOOT)\r\nwaiting for download\r\n", 7)
                        .inDownloadMode())
                .isTrue();
        assertThat(of("boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\n" + BANNER, 7)
                        .inDownloadMode())
                .isFalse();
    }

    @Example
    void whatOnlyLooksLikeAResetLineIsNotQuoted() {
        assertThat(of("boot:0x3375550652 (3375550652) rst:0x33 (3375550652)\r\n", 9)
                        .shown())
                .doesNotContainPattern("[0-9]{4}");
        assertThat(of("boot:0x13 (3375550652)\r\n", 9).bootMode()).contains("0x13");
        assertThat(of(TOKEN, 3).shown()).isEqualTo("10 bytes that are no known boot text");
    }
}
