package org.twomes.station.sticker.draw;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Secret;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelRules;
import org.twomes.station.sticker.QrPayload;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelTemplate;

/** Whether the longest label that the configuration allows goes on a template. */
public final class FitCheck {
    /** The longest token: an unsigned 32-bit number in decimal. */
    static final String LONGEST_TOKEN = "4294967295";

    /** Less space than this beside or below the code and no text can be read, in millimetres. */
    private static final double LEAST_TEXT_WIDTH_MM = 10;

    private static final double LEAST_TEXT_HEIGHT_MM = 6;

    private FitCheck() {}

    /** Checks a label's QR code and text. */
    public static void check(LabelTemplate template, StickerSection settings, LabelRules rules) {
        int longestName = rules.longestName();
        QrPayload payload = new QrPayload(
                "D".repeat(longestName),
                Secret.of(LONGEST_TOKEN),
                settings.transport().orElse(Transport.BLE),
                settings.security(),
                rules.password());
        Secret json = payload.compactJson();
        boolean roll = settings.mode() == StickerSection.Mode.ROLL;
        LabelFace face = face(template, settings);
        QrCode code = code(
                template,
                face,
                json,
                OptionalInt.empty(),
                settings,
                "the longest payload, with a name of " + longestName + " characters");
        Box text = face.text(code);
        String label = label(template);
        if (text.width() < LEAST_TEXT_WIDTH_MM || text.height() < LEAST_TEXT_HEIGHT_MM) {
            throw new FaultException(
                    FaultCode.LABEL_TOO_SMALL,
                    String.format(
                            Locale.ROOT,
                            "%s: only %.1f x %.1f mm are left for the text (at least %.0f x %.0f mm) beside a name of %d"
                                    + " characters in the code",
                            label,
                            text.width(),
                            text.height(),
                            LEAST_TEXT_WIDTH_MM,
                            LEAST_TEXT_HEIGHT_MM,
                            longestName));
        }
        new TextFit(label, rules).check(text, !face.beside(), LONGEST_TOKEN);
        if (!roll) {
            onPage(template, settings);
        }
    }

    private static String label(LabelTemplate template) {
        return String.format(
                Locale.ROOT,
                "label template %s (%.2f x %.2f mm)",
                template.code(),
                template.labelWidthMm(),
                template.labelHeightMm());
    }

    /** The space on a label; on a roll the offset is taken from it, as there is no paper beyond. */
    static LabelFace face(LabelTemplate template, StickerSection settings) {
        boolean roll = settings.mode() == StickerSection.Mode.ROLL;
        return new LabelFace(
                template.labelWidthMm() - (roll ? Math.abs(settings.offsetXMm()) : 0),
                template.labelHeightMm() - (roll ? Math.abs(settings.offsetYMm()) : 0));
    }

    /** The QR code of a payload on a label, or a refusal with figures. */
    static QrCode code(
            LabelTemplate template,
            LabelFace face,
            Secret json,
            OptionalInt mask,
            StickerSection settings,
            String whose) {
        ModuleRule rule = new ModuleRule(settings.minModuleMm(), settings.dpi());
        Optional<QrCode> code = QrCode.of(json, face.codeSide(), rule, mask);
        if (code.isEmpty()) {
            int bytes = json.reveal().length();
            throw new FaultException(
                    FaultCode.LABEL_TOO_SMALL,
                    String.format(
                            Locale.ROOT,
                            "%s: the QR code of %s (%d bytes) needs a side of %.1f mm with modules of %s, and there is room"
                                    + " for %.1f mm",
                            label(template),
                            whose,
                            bytes,
                            QrCode.leastSide(bytes, rule),
                            rule.message(),
                            face.codeSide()));
        }
        return code.get();
    }

    private static void onPage(LabelTemplate template, StickerSection settings) {
        Box first = template.box(1).moved(settings.offsetXMm(), settings.offsetYMm());
        Box last = template.box(template.count()).moved(settings.offsetXMm(), settings.offsetYMm());
        if (first.left() < 0
                || first.top() < 0
                || last.right() > template.pageWidthMm()
                || last.bottom() > template.pageHeightMm()) {
            throw new FaultException(
                    FaultCode.LABEL_OFF_PAGE,
                    String.format(
                            Locale.ROOT,
                            "sticker.offsetXMm %.2f and sticker.offsetYMm %.2f move labels of %s off the page",
                            settings.offsetXMm(),
                            settings.offsetYMm(),
                            template.code()));
        }
    }
}
