package org.twomes.station.sticker;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.twomes.station.common.Secret;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;
import org.twomes.station.sticker.template.LabelTemplate;
import org.twomes.station.sticker.template.LabelTemplates;

/** Labels, sheets and settings for tests. */
public final class Labels {
    static final Instant AT = Instant.parse("2026-11-24T13:05:00Z");
    /** Characters in {@code TWOMES-XXXXXX}. */
    public static final LabelRules NAME = LabelRules.usual(13);

    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    public static final SheetSpec SPEC =
            new SheetSpec("L1-0007", "line-1", "2026-11-24 early", "twomes-generic-esp-firmware_ESP32DEV_v3.0.0", AT);
    public static final List<String> TYPES = List.of(
            "DSMR-P1-gateway-TinTsTrCO2",
            "Generic-Test",
            "twomes-co2-occupancy-scd41-m5coreink-firmware",
            "Slimme meter monitor met CO\u2082-sensor, ge\u00efsoleerd");

    private Labels() {}

    public static StickerSection settings() {
        return settings(StickerSection.Mode.SHEET, 0.33, 0, OptionalInt.empty());
    }

    public static StickerSection settings(StickerSection.Mode mode, double minModuleMm, int dpi, OptionalInt security) {
        return settings(mode, minModuleMm, dpi, security, 0, 0);
    }

    /** With what the QR payload says of provisioning. */
    static StickerSection provisioned(Optional<Transport> transport, OptionalInt security) {
        return settings(StickerSection.Mode.SHEET, 0.33, 0, transport, security, 0, 0);
    }

    public static StickerSection settings(
            StickerSection.Mode mode, double minModuleMm, int dpi, OptionalInt security, double x, double y) {
        return settings(mode, minModuleMm, dpi, Optional.empty(), security, x, y);
    }

    private static StickerSection settings(
            StickerSection.Mode mode,
            double minModuleMm,
            int dpi,
            Optional<Transport> transport,
            OptionalInt security,
            double x,
            double y) {
        return new StickerSection(
                mode,
                "L7651",
                "internal",
                false,
                List.of(),
                Optional.empty(),
                minModuleMm,
                dpi,
                x,
                y,
                transport,
                Optional.empty(),
                security,
                List.of(),
                List.of(),
                "",
                "",
                StickerSection.PrinterLanguage.PDF);
    }

    public static LabelContent content(int number) {
        return new LabelContent(
                String.format("TWOMES-%06X", 0xD3AD48 + number * 0x1357),
                TYPES.get(number % TYPES.size()),
                "A" + (number % 16 + 1),
                AT.plusSeconds(60L * number).atZone(ZONE),
                Optional.of(Secret.of(Long.toString(4_294_967_295L - number * 7_777_777L))),
                false,
                Map.of(),
                OwnPayload.NONE);
    }

    public static LabelContent named(String name, String type, String slot) {
        return new LabelContent(
                name,
                type,
                slot,
                AT.atZone(ZONE),
                Optional.of(Secret.of("3375550652")),
                false,
                Map.of(),
                OwnPayload.NONE);
    }

    public static List<PlacedLabel> from(int first, int last) {
        return new ArrayList<>(IntStream.rangeClosed(first, last)
                .mapToObj(position -> new PlacedLabel(position, content(position)))
                .toList());
    }

    static List<String> names(List<PlacedLabel> labels) {
        return labels.stream().map(label -> label.content().name()).toList();
    }

    public static LabelTemplate template(String code) {
        return LabelTemplates.shipped().find(code);
    }
}
