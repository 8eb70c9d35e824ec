package org.twomes.station.sticker.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.Labels;

@Tag("fast")
class TemplateFileTest {
    private static final String GOOD = """
            code: T1
            also: [T2, T3]
            page:
              width: 21cm
              height: 297mm
            label:
              width: 1.5in
              height: 72pt
            columns: 5
            rows: 11
            first:
              left: 4.67mm
              top: 10.90mm
            pitch:
              x: 40.64mm
              y: 25.4mm
            """;

    @TempDir
    Path folder;

    @Test
    void shippedTemplatesAreTheMakersFiguresWithoutTheTooSmallOne() throws Exception {
        List<String> rows;
        try (InputStream in = Labels.class.getResourceAsStream("label-sheets.csv")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
        LabelTemplates templates = LabelTemplates.shipped();
        assertThat(templates.all()).hasSize(rows.size() - 1);
        for (String row : rows) {
            String[] f = row.split(",", -1);
            if (f[0].equals("L7658")) {
                assertThatThrownBy(() -> templates.find("L7658"))
                        .isInstanceOfSatisfying(
                                FaultException.class,
                                e -> assertThat(e.advised())
                                        .contains("'L7658'. Use one of ", "L7651")
                                        .doesNotContain("{"));
                continue;
            }
            LabelTemplate t = templates.find(f[0].toLowerCase(Locale.ROOT));
            double[] mm = {
                t.labelWidthMm(),
                t.labelHeightMm(),
                t.columns(),
                t.rows(),
                t.leftMm(),
                t.topMm(),
                t.pitchXMm(),
                t.pitchYMm()
            };
            for (int i = 0; i < mm.length; i++) {
                assertThat(mm[i]).as(row).isEqualTo(Double.parseDouble(f[i + 2]), within(1e-9));
            }
            for (String alias : f[1].isEmpty() ? new String[0] : f[1].split(" ")) {
                assertThat(templates.find(alias)).isSameAs(t);
            }
        }
    }

    @Test
    void filesInTheConfigurationFolderAreThePackedOnes() throws Exception {
        assertThat(LabelTemplates.in(Path.of("../config/labels")).all())
                .containsExactlyElementsOf(LabelTemplates.shipped().all());
    }

    @Test
    void readsUnitsAndAliases() throws Exception {
        LabelTemplate template = TemplateFile.parse("t.yaml", GOOD);
        assertThat(template.labelWidthMm()).isEqualTo(38.1, within(1e-9));
        assertThat(template.labelHeightMm()).isEqualTo(25.4, within(1e-9));
        assertThat(template.pageWidthMm()).isEqualTo(210, within(1e-9));
        assertThat(template.also()).containsExactly("T2", "T3");
        assertThat(template.count()).isEqualTo(55);
        assertThat(template.box(7).left()).isEqualTo(4.67 + 40.64, within(1e-9));
        assertThat(template.box(7).top()).isEqualTo(10.9 + 25.4, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width: 1.5in|width: 41mm|t.yaml:7:3: label.width: 41.00 mm is more than pitch.x (40.64 mm)",
                "height: 72pt|height: 26mm|t.yaml:8:3: label.height: 26.00 mm is more than pitch.y (25.40 mm)",
                "columns: 5|columns: 6|t.yaml:4:3: page.width: the last label's right edge is at 245.97 mm",
                "rows: 11|rows: 12|t.yaml:5:3: page.height: the last label's bottom edge is at 315.70 mm",
                "rows: 11|rows: 0|t.yaml:10:1: rows: '0' is not a number of labels",
                "width: 1.5in|width: 38.1|t.yaml:7:3: label.width: '38.1' is not a length; write a number and its unit",
                "width: 1.5in|width: 0mm|t.yaml:7:3: label.width: must be more than 0",
                "rows: 11|rosw: 11|t.yaml:10:1: rosw: not a key of a label template",
                "rows: 11|columns: 5|t.yaml:10:1: columns: is here a second time; the first is in line 9",
                "rows: 11|'# rows'|t.yaml: key 'rows' is missing",
                "code: T1|'code: '|t.yaml:1:1: code: a text is needed here",
                "code: T1|'code: ]'|t.yaml:1:7: not YAML",
                "also: [T2, T3]|'also: [{a: T2}]'|t.yaml:2:8: also: a map of keys cannot be here",
            })
    void complaintNamesFileLineKeyAndRemedy(String good, String bad, String complaint) {
        assertThatThrownBy(() -> TemplateFile.parse("t.yaml", GOOD.replace(good, bad)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.LABEL_TEMPLATE_INVALID))
                .hasMessageContaining(complaint);
    }

    @Test
    void twoFilesWithOneCodeAreRefused() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), GOOD);
        Files.writeString(
                folder.resolve("b.yaml"), GOOD.replace("code: T1", "code: t2").replace("[T2, T3]", "[]"));
        assertThatThrownBy(() -> LabelTemplates.in(folder)).hasMessageContaining("both claim the code 't2'");
    }

    @Test
    void emptyOrMissingFolderIsRefused() {
        assertThatThrownBy(() -> LabelTemplates.in(folder))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.advised()).contains(folder.toString(), "sticker.templates"));
        assertThatThrownBy(() -> LabelTemplates.in(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }
}
