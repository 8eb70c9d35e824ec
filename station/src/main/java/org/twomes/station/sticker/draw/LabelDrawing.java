package org.twomes.station.sticker.draw;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twomes.station.common.Secret;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelContent;
import org.twomes.station.sticker.LabelFields;
import org.twomes.station.sticker.LabelRules;
import org.twomes.station.sticker.PlacedLabel;
import org.twomes.station.sticker.QrPayload;
import org.twomes.station.sticker.ReadLabel;
import org.twomes.station.sticker.SheetSpec;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelDesign;
import org.twomes.station.sticker.template.LabelGrid;
import org.twomes.station.sticker.template.LabelTemplate;

/** Draws labels, the cover strip and the calibration page. */
public final class LabelDrawing {
    /** Most laser printers leave a strip of 4.2 mm blank at the edges. */
    private static final double UNPRINTABLE_MM = 5;

    private static final double COVER_SIZE_MM = 2.5;
    private static final double COVER_GAP_MM = 1;
    private static final String COVER_SEPARATOR = "  \u00b7  ";
    private static final double RULER_MM = 100;
    private static final double TICK_MM = 2;
    private static final String STAND_IN_TOKEN = "4294967295";

    /** In the place of a proof of possession that is not to be seen. */
    private static final String HIDDEN = "\u2022".repeat(STAND_IN_TOKEN.length());

    private final LabelTemplate template;
    private final StickerSection settings;
    private final LabelDesign design;
    private final Optional<Secret> password;
    private final LabelFace face;
    private final LabelGrid grid;
    private final ModuleRule rule;
    private final Typeface regular = Typeface.regular();
    private final Typeface bold = Typeface.bold();
    private final LabelText text = new LabelText(regular, bold);

    /** {@code template} as printed: for a roll its one-label page. */
    public LabelDrawing(LabelTemplate template, StickerSection settings, LabelRules rules) {
        this.design = rules.design();
        this.password = rules.password();
        this.template = template;
        this.settings = settings;
        this.face = FitCheck.face(template, settings);
        this.rule = new ModuleRule(settings.minModuleMm(), settings.dpi());
        this.grid = settings.mode() == StickerSection.Mode.ROLL
                ? LabelGrid.alone(new Box(
                        Math.max(0, settings.offsetXMm()),
                        Math.max(0, settings.offsetYMm()),
                        face.width(),
                        face.height()))
                : LabelGrid.of(template, settings.offsetXMm(), settings.offsetYMm());
    }

    /** The PDF; {@code labels} in order of position. */
    public byte[] draw(SheetSpec spec, List<PlacedLabel> labels, boolean roll, CodeStyle style) throws IOException {
        // Choosing a mask is most of the work of drawing.
        labels.parallelStream().forEach(label -> style.code(label.position(), () -> code(spec, label, style)));
        try (SheetDocument document = document("Labels " + spec.id(), spec.at())) {
            if (roll) {
                for (PlacedLabel label : labels) {
                    try (SheetPage page = document.page(template.pageWidthMm(), template.pageHeightMm())) {
                        label(page, spec, label, grid.box(1), style);
                    }
                }
            } else {
                try (SheetPage page = document.page(template.pageWidthMm(), template.pageHeightMm())) {
                    if (coverFits()) {
                        page.text(cover(spec, labels));
                    }
                    for (PlacedLabel label : labels) {
                        label(page, spec, label, grid.box(label.position()), style);
                    }
                }
            }
            return document.bytes();
        }
    }

    /** What must be read back from the PDF of these labels. */
    public List<ReadLabel> expected(SheetSpec spec, List<PlacedLabel> labels, boolean roll) {
        List<ReadLabel> expected = new ArrayList<>();
        for (PlacedLabel label : labels) {
            int place = roll ? expected.size() + 1 : label.position();
            expected.add(new ReadLabel(place, payload(spec, label)));
        }
        return expected;
    }

    /** Outlines of all labels, a cross in the first, and a ruler to check the scale by. */
    public byte[] calibration(Instant at) throws IOException {
        try (SheetDocument document = document("Calibration " + template.code(), at)) {
            try (SheetPage page = document.page(template.pageWidthMm(), template.pageHeightMm())) {
                for (int position = 1; position <= grid.count(); position++) {
                    page.outline(grid.box(position));
                }
                Box first = grid.box(1);
                double x = first.left() + first.width() / 2;
                double y = first.top() + first.height() / 2;
                double ruler = Math.min(RULER_MM, 10 * Math.floor((template.pageWidthMm() - 2 * UNPRINTABLE_MM) / 10));
                page.line(x - TICK_MM, y, x + TICK_MM, y);
                page.line(x, y - TICK_MM, x, y + TICK_MM);
                page.text(text.line(
                        String.format(
                                Locale.ROOT,
                                "%s%soffset %.2f mm right, %.2f mm down%sprint at actual size, hold against a sheet%sthe line"
                                        + " is %.0f mm long",
                                template.code(),
                                COVER_SEPARATOR,
                                settings.offsetXMm(),
                                settings.offsetYMm(),
                                COVER_SEPARATOR,
                                COVER_SEPARATOR,
                                ruler),
                        coverBox(),
                        COVER_SIZE_MM));
                double below = coverBox().bottom() + TICK_MM / 2;
                page.line(coverBox().left(), below, coverBox().left() + ruler, below);
            }
            return document.bytes();
        }
    }

    private SheetDocument document(String title, Instant at) throws IOException {
        return new SheetDocument(title, at, grid, regular, bold);
    }

    private void label(SheetPage page, SheetSpec spec, PlacedLabel label, Box place, CodeStyle style)
            throws IOException {
        QrCode code = style.code(label.position(), () -> code(spec, label, style));
        Box at = face.code(code.sideMm()).moved(place.left(), place.top());
        if (style.hidden()) {
            page.maskedCode(code, rule.snap(at.left()), rule.snap(at.top()));
        } else {
            page.code(code, rule.snap(at.left()), rule.snap(at.top()));
        }
        LabelPlan plan = LabelPlan.of(design, face.text(code).moved(place.left(), place.top()));
        if (design.logo().isPresent()) {
            page.picture(design.logo().get(), plan.logo());
        }
        if (design.marks().isPresent()) {
            page.picture(design.marks().get(), plan.marks());
        }
        for (TextRun run : text.set(wording(spec, label, style), plan.text())) {
            page.text(run);
        }
    }

    private QrCode code(SheetSpec spec, PlacedLabel label, CodeStyle style) {
        Secret json = style.hidden() ? standIn(label.content()) : payload(spec, label);
        return FitCheck.code(
                template,
                face,
                json,
                style.mask(label.position()),
                settings,
                label.content().name());
    }

    private LabelText.Wording wording(SheetSpec spec, PlacedLabel label, CodeStyle style) {
        LabelContent content = label.content();
        String pop = style.hidden() ? HIDDEN : content.pop().map(Secret::reveal).orElse(HIDDEN);
        LabelFields fields = LabelFields.of(
                content, spec.id() + "/" + label.position(), settings.product(content.deviceType()), pop);
        return new LabelText.Wording(design, fields, !face.beside(), content.reprint());
    }

    private Secret payload(SheetSpec spec, PlacedLabel label) {
        LabelContent content = label.content();
        Secret pop = content.pop()
                .orElseThrow(() -> new FaultException(
                        FaultCode.LABEL_TOKEN_GONE,
                        "sheet " + spec.id() + ", position " + label.position() + ": the activation token of "
                                + content.name()
                                + " is no longer kept (retention.tokens)"));
        return json(content, pop);
    }

    private Secret standIn(LabelContent content) {
        return json(content, Secret.of(STAND_IN_TOKEN));
    }

    private Secret json(LabelContent content, Secret pop) {
        return QrPayload.of(content, pop, settings, password).compactJson();
    }

    private TextRun cover(SheetSpec spec, List<PlacedLabel> labels) {
        String range = labels.isEmpty()
                ? "no labels"
                : "positions " + labels.get(0).position() + " to "
                        + labels.get(labels.size() - 1).position() + " (" + labels.size()
                        + (labels.size() == 1 ? " label)" : " labels)");
        String line = Stream.of("Sheet " + spec.id(), spec.station(), spec.shift(), spec.bundle(), range)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(COVER_SEPARATOR));
        return text.line(line, coverBox(), COVER_SIZE_MM);
    }

    /** Where there is no margin above the labels, there is no strip. */
    private boolean coverFits() {
        return grid.first().top() > UNPRINTABLE_MM + COVER_SIZE_MM + COVER_GAP_MM;
    }

    /** The strip above the labels, below what printers leave blank. */
    private Box coverBox() {
        double left = Math.max(UNPRINTABLE_MM, grid.first().left());
        double baseline = Math.max(UNPRINTABLE_MM + COVER_SIZE_MM, grid.first().top() - COVER_SIZE_MM);
        return new Box(left, baseline - COVER_SIZE_MM, template.pageWidthMm() - 2 * left, COVER_SIZE_MM);
    }
}
