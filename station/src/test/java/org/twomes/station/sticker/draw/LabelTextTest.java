package org.twomes.station.sticker.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.LabelFields;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.OwnPayload;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelDesigns;
import org.twomes.station.sticker.template.LabelTemplate;
import org.twomes.station.sticker.template.LabelTemplates;

@Tag("fast")
class LabelTextTest {
    private static final Typeface REGULAR = Typeface.regular();
    private static final Typeface BOLD = Typeface.bold();
    private static final LabelText TEXT = new LabelText(REGULAR, BOLD);

    /** The eye's limit at arm's length, in millimetres (7 points, bold). */
    private static final double READABLE_MM = 2.47;

    @Property(tries = 500)
    void textIsNeverClippedNorOverlaps(
            @ForAll("texts") String type,
            @ForAll("texts") String slot,
            @ForAll @DoubleRange(min = 10, max = 40) double width,
            @ForAll @DoubleRange(min = 6, max = 35) double height,
            @ForAll boolean centred) {
        Box box = new Box(3, 5, width, height);
        LabelContent content = Labels.named("TWOMES-D3AD48", type, slot);
        List<TextRun> runs = set(content, "L1-0007/12", box, centred);

        assertThat(runs).isNotEmpty();
        for (TextRun run : runs) {
            Typeface face = run.bold() ? BOLD : REGULAR;
            assertThat(run.x()).isGreaterThanOrEqualTo(box.left() - 1e-6);
            assertThat(run.x() + face.width(run.text()) * run.sizeMm()).isLessThanOrEqualTo(box.right() + 1e-6);
            assertThat(run.baseline() - Typeface.CAP_HEIGHT * run.sizeMm()).isGreaterThanOrEqualTo(box.top() - 1e-6);
            assertThat(run.baseline()).isLessThanOrEqualTo(box.bottom() + 1e-6);
        }
        for (int i = 1; i < runs.size(); i++) {
            TextRun run = runs.get(i);
            assertThat(run.baseline() - Typeface.CAP_HEIGHT * run.sizeMm())
                    .isGreaterThanOrEqualTo(runs.get(i - 1).baseline());
        }
        assertThat(together(runs)).startsWith("TWOMES-D3AD48");
    }

    @Example
    void realTypesAreThereToTheLastCharacterOnEachTemplate() throws Exception {
        for (LabelTemplate template : LabelTemplates.shipped().all()) {
            for (String type : Labels.TYPES) {
                Box box = textBox(template);
                LabelContent content = Labels.named("TWOMES-D3AD48", type, "usb-1.2.3.4:1.0");
                List<TextRun> runs = set(content, "line-1-0007/65", box, false);
                assertThat(together(runs))
                        .as(template.code())
                        .contains(together(REGULAR.drawable(type)))
                        .contains("usb-1.2.3.4:1.0")
                        .contains("line-1-0007/65")
                        .contains("2026-11-2414:05");
            }
        }
    }

    @Example
    void nameIsReadableAtArmsLengthOnEachTemplate() throws Exception {
        for (LabelTemplate template : LabelTemplates.shipped().all()) {
            List<TextRun> runs = set(
                    Labels.named("TWOMES-DDDDDD", "DSMR-P1-gateway-TinTsTrCO2", "A1"),
                    "L1-0007/1",
                    textBox(template),
                    false);
            double largest = runs.stream().mapToDouble(TextRun::sizeMm).max().orElse(0);
            assertThat(largest).as(template.code()).isGreaterThanOrEqualTo(READABLE_MM);
        }
    }

    @Example
    void reprintIsMarked() {
        LabelContent first = Labels.content(1);
        LabelContent again = new LabelContent(
                first.name(),
                first.deviceType(),
                first.slot(),
                first.at(),
                first.pop(),
                true,
                Map.of(),
                OwnPayload.NONE);
        Box box = new Box(0, 0, 16, 18);
        assertThat(together(set(again, "L1/1", box, false))).contains("REPRINT");
        assertThat(together(set(first, "L1/1", box, false))).doesNotContain("REPRINT");
    }

    @Example
    void charactersThatTheFontLacksAreReplaced() {
        assertThat(REGULAR.drawable("CO\u2082-meter ge\u00efnd\t\u4e2d\ud83d\ude00"))
                .isEqualTo("CO2-meter ge\u00efnd ??");
    }

    private static List<TextRun> set(LabelContent content, String place, Box box, boolean centred) {
        LabelFields fields = LabelFields.of(content, place, content.deviceType(), "");
        return TEXT.set(new LabelText.Wording(LabelDesigns.usual(), fields, centred, content.reprint()), box);
    }

    private static Box textBox(LabelTemplate template) {
        LabelFace face = FitCheck.face(template, Labels.settings());
        QrCode code = new QrCode(new ByteMatrix(41, 41), face.codeSide() / (41 + 2 * QrCode.QUIET_ZONE));
        return face.text(code);
    }

    private static String together(List<TextRun> runs) {
        return together(runs.stream().map(TextRun::text).collect(Collectors.joining()));
    }

    private static String together(String text) {
        return text.replace(" ", "").replace("\u00b7", "");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(Labels.TYPES),
                Arbitraries.strings()
                        .withCharRange('!', '~')
                        .withChars(' ', '-', '_')
                        .ofMinLength(1)
                        .ofMaxLength(60),
                Arbitraries.strings().ofLength(300));
    }
}
