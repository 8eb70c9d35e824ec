package org.twomes.station.sticker.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.StickerSection.Mode;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelRules;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.SheetRenderer;
import org.twomes.station.sticker.template.LabelTemplate;
import org.twomes.station.sticker.template.LabelTemplates;

@Tag("fast")
@net.jqwik.api.Tag("fast")
class FitCheckTest {
    private static final LabelTemplate L7658 = new LabelTemplate(
            "L7658", List.of("L6008", "L4731"), "", 210, 297, 25.4, 10, 7, 27, 8.48, 13.43, 27.94, 10);

    @ParameterizedTest
    @ValueSource(ints = {0, 203, 300, 600})
    void tooSmallLabelIsRefusedWithFiguresAndRemedy(int dpi) {
        assertThatThrownBy(() -> SheetRenderer.checkFits(
                        L7658, Labels.settings(Mode.SHEET, 0.33, dpi, OptionalInt.empty()), Labels.NAME))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LABEL_TOO_SMALL))
                .hasMessageContaining("L7658 (25.40 x 10.00 mm)")
                .hasMessageContaining("72 bytes")
                .hasMessageContaining("there is room for 10.0 mm")
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.advised()).contains("sticker.template"));
    }

    @Test
    void everyShippedTemplateTakesTheLongestPayloadAtTheUsualResolutions() throws Exception {
        for (LabelTemplate template : LabelTemplates.shipped().all()) {
            for (int dpi : new int[] {0, 203, 300, 600}) {
                for (Mode mode : new Mode[] {Mode.SHEET, Mode.ROLL}) {
                    assertThatCode(() -> SheetRenderer.checkFits(
                                    template, Labels.settings(mode, 0.33, dpi, OptionalInt.of(1)), Labels.NAME))
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    /** At 203 dots per inch a module is 3 of them, 0.375 mm, and these labels are 16.9 mm high: 105 bytes fit. */
    @Test
    void aTemplateMustHaveRoomForTheLongestNameThatIsAllowed() throws Exception {
        LabelTemplate template = Labels.template("L7652");
        StickerSection settings = Labels.settings(Mode.SHEET, 0.33, 203, OptionalInt.empty());
        assertThatCode(() -> SheetRenderer.checkFits(template, settings, LabelRules.usual(40)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SheetRenderer.checkFits(template, settings, LabelRules.usual(64)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LABEL_TOO_SMALL))
                .hasMessageContaining("a name of 64 characters (123 bytes)")
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.advised()).contains("device.maxNameLength"));
    }

    @Test
    void offsetThatLeavesThePageIsRefused() throws Exception {
        LabelTemplate template = Labels.template("L7651");
        assertThatThrownBy(() -> SheetRenderer.checkFits(
                        template, Labels.settings(Mode.SHEET, 0.33, 0, OptionalInt.empty(), -5, 0), Labels.NAME))
                .hasMessageContaining("sticker.offsetXMm -5.00 and");
    }

    @ParameterizedTest
    @CsvSource({"72,L,4", "72,M,5", "72,Q,6", "85,L,5", "85,M,6", "78,L,4", "79,L,5"})
    void versionsHoldWhatTheStandardSays(int bytes, ErrorCorrectionLevel level, int version) {
        assertThat(QrCode.version(bytes, level)).isEqualTo(version);
    }

    @Property(tries = 300)
    void codeFitsAndItsModulesKeepToTheRule(
            @ForAll @IntRange(min = 60, max = 120) int bytes,
            @ForAll @DoubleRange(min = 8, max = 60) double side,
            @ForAll @DoubleRange(min = 0.2, max = 0.6) double least,
            @ForAll @IntRange(min = 0, max = 4) int printer) {
        int dpi = new int[] {0, 152, 203, 300, 600}[printer];
        ModuleRule rule = new ModuleRule(least, dpi);
        var fit = QrCode.fit(bytes, side, rule);
        assertThat(fit.isPresent()).isEqualTo(QrCode.leastSide(bytes, rule) <= side + 1e-4);
        fit.ifPresent(f -> {
            assertThat(f.moduleMm()).isGreaterThanOrEqualTo(least - 1e-5);
            assertThat(QrCode.side(f.version()) * f.moduleMm()).isLessThanOrEqualTo(side + 1e-3);
            if (dpi > 0) {
                double dots = f.moduleMm() / 25.4 * dpi;
                assertThat(dots).isEqualTo(Math.rint(dots), within(1e-6)).isGreaterThanOrEqualTo(3 - 1e-6);
            }
        });
    }
}
