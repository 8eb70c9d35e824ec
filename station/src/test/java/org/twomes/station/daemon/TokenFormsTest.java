package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for tokens finds them. */
@Tag("rig")
class TokenFormsTest {
    private static final TokenForms FORMS = new TokenForms("3375550652");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token 3375550652,",
                "2560555733",
                "\"pop\":\"337555065",
                "x375550652\"",
                "33333735353530363532",
                "33:33:37:35:35:35:30:36:35:32",
                "%33%33%37%35%35%35%30%36%35%32",
                "\\u0033\\u0033\\u0037\\u0035\\u0035\\u0035\\u0030\\u0036\\u0035\\u0032",
                "&#51;&#51;&#55;&#53;&#53;&#53;&#48;&#54;&#53;&#50;",
                "3\0003\0007\0005\0005\0005\0000\0006\0005\0002\000",
                "3 3 7 5 5 5 0 6 5 2"
            })
    void aTokenIsFoundHoweverItIsWritten(String text) {
        assertThat(FORMS.in(text)).isNotEmpty();
    }

    @Test
    void base64IsFoundWhereverInItTheTokenStands() {
        for (String before : new String[] {"", "a", "ab", "abc", "{\"pop\":\""}) {
            for (String after : new String[] {"", "z", "zy", "\"}"}) {
                String text = before + "3375550652" + after;
                String code = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
                assertThat(FORMS.in(code)).as(text).isNotEmpty();
            }
        }
    }

    @Test
    void theNumberItselfIsFoundInWhicheverOrderOfBytes() {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(3_375_550_652L).array();
        String text = new String(number, StandardCharsets.ISO_8859_1);
        assertThat(FORMS.in("x" + text + "y")).isNotEmpty();
        assertThat(FORMS.in("x" + new StringBuilder(text).reverse() + "y")).isNotEmpty();
    }

    @Test
    void whatIsPackedIsFoundTooAlsoInAPdfOrInAFileThatWasCutOff() throws Exception {
        byte[] clear = "a line with 3375550652 in it, and more".repeat(20).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(clear);
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write("%PDF-1.7 stream\n".getBytes(StandardCharsets.US_ASCII));
        OutputStream deflated = new DeflaterOutputStream(pdf);
        deflated.write(clear);
        deflated.close();
        byte[] whole = pdf.toByteArray();
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("log"));
            out.write(clear);
        }
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("gzip", gzip.toByteArray());
        packed.put("zip", zip.toByteArray());
        packed.put("pdf", whole);
        packed.put("cut off", Arrays.copyOf(whole, whole.length - 6));
        for (Map.Entry<String, byte[]> each : packed.entrySet()) {
            assertThat(LeakSearch.leaks(Set.of("3375550652"), Map.of(), Map.of(each.getKey(), each.getValue())))
                    .as(each.getKey())
                    .isNotEmpty();
        }
    }

    @Test
    void otherNumbersAreLeftAlone() {
        assertThat(FORMS.in("3375550953 1764310337555 33755506")).isEmpty();
        TokenForms seven = new TokenForms("1031234");
        assertThat(seven.in("at 1764310312345")).isEmpty();
        assertThat(seven.in("\"pop\":\"1031234\"")).isNotEmpty();
    }
}
