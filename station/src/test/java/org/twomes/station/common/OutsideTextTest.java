package org.twomes.station.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in from outside is fit for every exit. */
@Tag("fast")
@net.jqwik.api.Tag("fast")
class OutsideTextTest {
    static Stream<String> hostile() {
        return HostileText.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingHostileComesThrough(String text) {
        String line = OutsideText.line(text);
        assertThat(HostileText.unfit(line, "")).isEmpty();
        assertThat(line).isNotEmpty().hasSizeLessThanOrEqualTo(OutsideText.SENTENCE);
        assertThat(HostileText.unfit(OutsideText.printable(text), "\n\t")).isEmpty();
        assertThat(HostileText.unfit(OutsideText.lines(text, 50), "\n\t")).isEmpty();
        assertThat(OutsideText.lines(text, 50)).hasSizeLessThanOrEqualTo(50);
    }

    @Property
    void norDoesAnythingElse(@ForAll String text) {
        String line = OutsideText.line(text);
        assertThat(HostileText.unfit(line, "")).isEmpty();
        assertThat(OutsideText.line(line)).as("once is enough").isEqualTo(line);
        assertThat(OutsideText.firstUnfit(line)).isEmpty();
    }

    @Test
    void whatPeopleWriteStaysAsItIs() {
        String text = "Prüfplatz № 4: “µC” – 中文 Ελληνικά e\u0301 \ud83d\ude00 100 % {a}  b";
        assertThat(OutsideText.line(text)).isEqualTo(text);
        assertThat(OutsideText.firstUnfit(text)).isEmpty();
        assertThat(OutsideText.printable("one\n\ttwo")).isEqualTo("one\n\ttwo");
    }

    @Test
    void controlSequencesGoAsAWholeAndLineEndsBecomeOneBlank() {
        assertThat(OutsideText.line("a\u001b[31;1mred\u001b[0m\r\n\r\nb\tc ")).isEqualTo("ared b c");
        assertThat(OutsideText.line("\u001b]0;pwned\u0007CH340")).isEqualTo("CH340");
        // A sequence that never ends takes nothing with it.
        assertThat(OutsideText.line("\u001b]0;CH340")).isEqualTo("]0;CH340");
    }

    @Test
    void itIsNotCutThroughAPair() {
        assertThat(OutsideText.line("ab\ud83d\ude00cdef", 6)).isEqualTo("ab...");
        assertThat(OutsideText.line("abcdef", 6)).isEqualTo("abcdef");
    }

    @ParameterizedTest
    @CsvSource({"0x1b,'a\u001bb'", "0x202e,'a\u202eb'", "0x2028,'a\u2028b'", "0x0a,'a\nb'", "0x200b,'a\u200bb'"})
    void theFirstUnfitCharacterIsNamed(String which, String text) {
        assertThat(OutsideText.firstUnfit(text)).hasValue(Integer.decode(which));
    }

    @Test
    void noCellIsAFormulaOrMoreThanACell() {
        for (String start :
                new String[] {"=", "+", "-", "@", "\t=", "\r\n=", " =", "\u200b=", "\uff1d", "\u001b[0m="}) {
            String cell = new Csv("a").row(start + "cmd|' /C calc'!A1").text().split("\r\n", -1)[1];
            assertThat(cell).as(start).startsWith("'");
        }
        assertThat(new Csv("a").row("x;=1+2").text()).isEqualTo("a\r\n\"x;=1+2\"\r\n");
        assertThat(new Csv("a", "b").row("say \"hi\", now", -1).text())
                .isEqualTo("a,b\r\n\"say \"\"hi\"\", now\",-1\r\n");
        assertThat(HostileText.unfit(new Csv("a").row(HostileText.WORST).text(), "\r\n"))
                .isEmpty();
        assertThat(new Csv("a").row(HostileText.WORST).text().lines()).hasSize(2);
    }
}
