package org.twomes.station.sticker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.twomes.station.common.Secret;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.template.LabelDesign;
import org.twomes.station.sticker.template.LabelDesigns;
import org.twomes.station.sticker.template.LabelTemplate;
import org.twomes.station.sticker.template.LabelTemplates;

/** The labels in use, which the configuration may change, and those of sheets that were begun before. */
public final class LabelStock {
    private final DeviceSection device;
    private final Locale language;
    private final Function<StickerSection, Optional<Secret>> password;
    private volatile Loaded loaded;

    private record Loaded(StickerSection settings, LabelTemplate template, LabelRules rules, SheetRenderer printer) {}

    /**
     * The labels of the configuration.
     *
     * @param device how long names may be, and which type the boards have
     * @param language of texts that a design has in several
     * @param password reads the password that QR codes say, where one is configured
     * @throws FaultException when there is no such template, or what must be printed does not fit it
     */
    public LabelStock(
            StickerSection settings,
            DeviceSection device,
            Locale language,
            Function<StickerSection, Optional<Secret>> password) {
        this.password = password;
        this.device = device;
        this.language = language;
        loaded = load(settings);
    }

    /**
     * Other labels from now on; what is there stays when they are not right.
     *
     * @throws FaultException as the constructor
     */
    public void take(StickerSection settings) {
        loaded = load(settings);
    }

    private Loaded load(StickerSection settings) {
        LabelTemplate template = templates(settings).find(settings.template());
        LabelDesign design = LabelDesigns.find(settings.design(), settings.templates(), language, settings.showPop());
        List<String> products = settings.names().stream()
                .filter(name -> device.type().isEmpty() || device.type().equals(name.type()))
                .map(StickerSection.Name::name)
                .toList();
        LabelRules rules = new LabelRules(design, device.longestName(), products, password.apply(settings));
        return new Loaded(settings, template, rules, new SheetRenderer(template, settings, rules));
    }

    private static LabelTemplates templates(StickerSection settings) {
        return settings.templates().isPresent()
                ? LabelTemplates.in(settings.templates().get())
                : LabelTemplates.shipped();
    }

    /** Codes of the sheets inside the program. */
    public static List<String> shippedSheets() {
        return LabelTemplates.shipped().all().stream().map(LabelTemplate::code).toList();
    }

    /** Throws TEMPLATE_UNKNOWN, naming those there are, when no sheet inside the program has this code or alias. */
    public static void requireShipped(String code) {
        LabelTemplates.shipped().find(code);
    }

    /** Code of the template in use. */
    public String code() {
        return loaded.template().code();
    }

    /** The password that the QR codes say, where one is configured. */
    public Optional<Secret> password() {
        return loaded.rules().password();
    }

    /** Labels on a page. */
    public int capacity() {
        return loaded.printer().capacity();
    }

    /** Draws the labels in use. */
    public SheetRenderer printer() {
        return loaded.printer();
    }

    /** What puts them on paper, where a printer is configured. */
    public Optional<LabelPrinter> paper() {
        return loaded.printer().paper();
    }

    /** Whether a sheet of that template with that many places is one of the labels in use. */
    public boolean inUse(String template, int capacity) {
        return code().equals(template) && capacity() == capacity;
    }

    /**
     * Draws a sheet of that template with that many places, in use or not.
     *
     * @throws FaultException when there is no such template any more
     */
    public SheetRenderer printer(String template, int capacity) {
        Loaded now = loaded;
        if (inUse(template, capacity)) {
            return now.printer();
        }
        LabelTemplate found = templates(now.settings()).find(template);
        boolean page = found.count() == capacity;
        StickerSection.Mode mode = page ? StickerSection.Mode.SHEET : StickerSection.Mode.ROLL;
        return new SheetRenderer(found, now.settings().in(mode), now.rules());
    }
}
