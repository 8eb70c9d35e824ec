package org.twomes.station.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No echo of a secret is left, and other words are. */
@Tag("fast")
class SecretMaskTest {
    private static final String ADMIN = "Mg.admin-token_of/the+test==0123456789";

    private static final SecretMask MASK = SecretMask.of(List.of(ADMIN, "3375550652", "1031234", "p%\"w\\&!?'"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown key Mg.admin-token_of/the+test==0123456789.",
                "UNKNOWN KEY MG.ADMIN-TOKEN_OF/THE+TEST==0123456789.",
                "Mg%2Eadmin%2Dtoken%5Fof%2fthe%2Btest%3D%3D0123456789",
                "Mg%252Eadmin%252Dtoken%255Fof%252fthe%252Btest%253D%253D0123456789",
                "Mg.admin-token_of\\/the+test==0123456789",
                "\\u004d\\u0067.admin-token_of/the+test==0123456789",
                "\\\\u004d\\\\u0067.admin-token_of\\\\/the+test==0123456789",
                "Mg.admin-token_of&#x2F;the&#43;test==0123456789",
                "Mg.admin-token_of/the+te\r\n st==0123456789",
                "M g . a d m i n - t o k e n _ o f / t h e + t e s t = = 0 1 2 3 4 5 6 7 8 9",
                "9876543210==tset+eht/fo_nekot-nimda.gM"
            })
    void theAdminTokenIsHiddenHoweverItIsEchoed(String echo) {
        String masked = MASK.mask("400 " + echo + " end");
        assertThat(masked).contains(SecretMask.MASK).startsWith("400 ").endsWith(" end");
        assertThat(masked.replaceAll("(?i)[^a-z0-9]", "").toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("admin-tok", "admintok", "nimda", "dmin", "456789");
    }

    @Test
    void partsOfItAreHiddenToo() {
        assertThat(MASK.mask("token Mg.admin-token_of... is unknown")).isEqualTo("token ******... is unknown");
        assertThat(MASK.mask("...the+test==0123456789")).isEqualTo("...******");
        assertThat(MASK.mask("pop 337555065")).isEqualTo("pop ******");
    }

    @Test
    void aWholeRequestInBase64IsHiddenWhereTheSecretStands() {
        for (String before : List.of("", "a", "ab", "Authorization: Bearer ")) {
            String code =
                    Base64.getEncoder().encodeToString((before + ADMIN + "\r\n").getBytes(StandardCharsets.UTF_8));
            String masked = MASK.mask("echo " + code);
            assertThat(masked).as(before).contains(SecretMask.MASK);
            String left = masked.substring(5).replaceAll("\\*+", "");
            assertThat(left.length()).as("left of " + code + ": " + left).isLessThan(code.length() - 40);
            String url = Base64.getUrlEncoder().encodeToString((before + ADMIN).getBytes(StandardCharsets.UTF_8));
            assertThat(MASK.mask(url)).contains(SecretMask.MASK);
        }
    }

    @Test
    void aSecretOfMarksIsKnownByItsMarks() {
        assertThat(MASK.mask("password p%\"w\\&!?' refused")).isEqualTo("password ****** refused");
        String encoded = URLEncoder.encode("p%\"w\\&!?'", StandardCharsets.UTF_8);
        assertThat(MASK.mask("password " + encoded + " refused")).isEqualTo("password ****** refused");
        assertThat(MASK.mask("\"p%\\\"w\\\\&!?'\"")).isEqualTo("\"******\"");
    }

    @Test
    void aShortTokenIsHiddenWhereItStandsAloneAndOtherWordsStay() {
        assertThat(MASK.mask("pop=1031234;")).isEqualTo("pop=******;");
        String other =
                "at 1764310312345 of 2026-11-30T22:00:00Z: Device name already in use (TWOMES-D3AD48), id 44755506";
        assertThat(MASK.mask(other)).isEqualTo(other);
        assertThat(SecretMask.NONE.mask(ADMIN)).isEqualTo(ADMIN);
        assertThat(SecretMask.of(List.of("", " ")).mask("a b")).isEqualTo("a b");
    }

    @Test
    void ofOurOwnTextOnlyWholeSecretsAreHidden() {
        SecretMask whole = SecretMask.ofWhole(List.of("twomes-station-2026"));
        assertThat(whole.mask("/etc/twomes-station/station.yaml")).isEqualTo("/etc/twomes-station/station.yaml");
        assertThat(whole.mask("password twomes-station-2026!")).isEqualTo("password ******!");
        assertThat(whole.and(MASK).mask("1031234 twomes-station-2026")).isEqualTo("****** ******");
    }
}
