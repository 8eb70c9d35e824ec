package org.twomes.station.config;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The whole configuration file. Every key has a default in the commented {@code config/station.yaml}, over which the user's
 * file is laid; so no component is ever absent.
 */
public record StationConfig(
        StationSection station,
        PortsSection ports,
        LoaderSection loader,
        FlashSection flash,
        BundleSection bundle,
        DeviceSection device,
        BackOfficeSection backOffice,
        StickerSection sticker,
        LedgerSection ledger,
        PipelineSection pipeline,
        RetentionSection retention,
        LogSection log,
        DashboardSection dashboard) {

    /**
     * Who this station is and where it keeps its files.
     *
     * @param name the station's name, unique in a fleet
     * @param language what operators read it in
     * @param data folder of everything the station writes: ledger, sheets, catalogue, logs
     */
    public record StationSection(String name, Language language, Path data) {}

    /** A language of the pages. */
    public enum Language {
        /** English. */
        EN,
        /** Dutch. */
        NL;

        /** This language for a bundle of texts. */
        public Locale locale() {
            return Locale.forLanguageTag(name().toLowerCase(Locale.ROOT));
        }
    }
}
