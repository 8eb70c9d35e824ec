package org.twomes.station.sticker;

import java.util.Optional;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.template.LabelTemplate;
import org.twomes.station.sticker.template.LabelTemplates;

/** The labels in use, which the configuration may change, and those of sheets that were begun before. */
public final class LabelStock {
    private final int longestName;
    private volatile Loaded loaded;

    private record Loaded(StickerSection settings, LabelTemplate template, SheetRenderer printer) {}

    /**
     * The labels of the configuration.
     *
     * @param longestName characters in the longest name that a label may carry
     * @throws FaultException when there is no such template, or what must be printed does not fit it
     */
    public LabelStock(StickerSection settings, int longestName) {
        this.longestName = longestName;
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
        return new Loaded(settings, template, new SheetRenderer(template, settings, longestName));
    }

    private static LabelTemplates templates(StickerSection settings) {
        return settings.templates().isPresent()
                ? LabelTemplates.in(settings.templates().get())
                : LabelTemplates.shipped();
    }

    /** Code of the template in use. */
    public String code() {
        return loaded.template().code();
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
        return new SheetRenderer(found, now.settings().in(mode), longestName);
    }
}
