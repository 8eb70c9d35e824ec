package org.twomes.station.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Labels and sheets.
 *
 * @param mode sheets, roll or no labels at all
 * @param template name of the label template
 * @param design what labels say beside the code: name of a design
 * @param showPop whether a design may show the proof of possession in readable text
 * @param names names of device types for people
 * @param templates folder with templates; empty for those inside the program
 * @param minModuleMm smallest QR module in millimetres
 * @param dpi printer resolution in dots per inch for snapping modules to whole dots; 0 for none
 * @param offsetXMm shift to the right in millimetres, may be negative
 * @param offsetYMm shift downwards in millimetres, may be negative
 * @param transport the QR payload's {@code transport}; empty for what the firmware says
 * @param passwordFile file with the QR payload's optional {@code password}
 * @param security the QR payload's optional {@code security} number
 * @param noStickerBoards boards in the bundle's name that draw their QR code themselves
 * @param noStickerTypes device types without sticker
 * @param flushCron Quartz cron expression of the sheet flush; empty for none
 * @param printer CUPS queue; empty for none
 * @param language what the queue takes
 */
public record StickerSection(
        Mode mode,
        String template,
        String design,
        boolean showPop,
        List<Name> names,
        Optional<Path> templates,
        double minModuleMm,
        int dpi,
        double offsetXMm,
        double offsetYMm,
        Optional<Transport> transport,
        Optional<Path> passwordFile,
        OptionalInt security,
        List<String> noStickerBoards,
        List<String> noStickerTypes,
        String flushCron,
        String printer,
        PrinterLanguage language) {

    /** Where labels go. */
    public enum Mode {
        /** Pages of labels. */
        SHEET,
        /** One label a page, page = label. */
        ROLL,
        /** None. */
        NONE
    }

    /** What a print queue takes. */
    public enum PrinterLanguage {
        /** Documents, which CUPS makes into what its printer takes. */
        PDF,
        /** The language of Zebra's label printers, passed on as it is. */
        ZPL
    }

    /** What people call a device type. */
    public record Name(String type, String name) {}

    /** The name for people of a device type: its own where none is configured. */
    public String product(String type) {
        return names.stream()
                .filter(name -> name.type().equals(type))
                .map(Name::name)
                .findFirst()
                .orElse(type);
    }

    /** The same labels in another mode. */
    public StickerSection in(Mode other) {
        return new StickerSection(
                other,
                template,
                design,
                showPop,
                names,
                templates,
                minModuleMm,
                dpi,
                offsetXMm,
                offsetYMm,
                transport,
                passwordFile,
                security,
                noStickerBoards,
                noStickerTypes,
                flushCron,
                printer,
                language);
    }
}
