package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for tokens finds them. */
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
    void otherNumbersAreLeftAlone() {
        assertThat(FORMS.in("3375550953 1764310337555 33755506")).isEmpty();
        TokenForms seven = new TokenForms("1031234");
        assertThat(seven.in("at 1764310312345")).isEmpty();
        assertThat(seven.in("\"pop\":\"1031234\"")).isNotEmpty();
    }
}
