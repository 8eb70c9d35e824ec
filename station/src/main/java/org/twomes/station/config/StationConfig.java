package org.twomes.station.config;

import java.nio.file.Path;

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
     * @param data folder of everything the station writes: ledger, sheets, catalogue, logs
     */
    public record StationSection(String name, Path data) {}
}
