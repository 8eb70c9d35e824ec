package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.common.SecretMask;

/** The mask hides every form that the leak tests search for. */
@Tag("fast")
class SecretMaskFormsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"3375550652", "12345678", "Mg.admin-token-of-the-leak-test-0123456789", "only-eyes-and-no-hands"
            })
    void everyFormThatTheLeakTestsKnowIsHidden(String secret) {
        TokenForms forms = new TokenForms(secret);
        SecretMask mask = SecretMask.of(List.of(secret));
        forms.written().forEach((name, form) -> {
            String echo = "{\"detail\":\"you sent " + form + ", which is unknown\"}";
            assertThat(forms.in(echo)).as("the search sees it " + name).isNotEmpty();
            String masked = mask.mask(echo);
            assertThat(forms.in(masked)).as(name + ": " + masked).isEmpty();
            assertThat(masked).startsWith("{\"detail\":\"you sent ").endsWith(", which is unknown\"}");
        });
    }
}
