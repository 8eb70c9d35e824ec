package org.twomes.station.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.backoffice.ExistingDevices;
import org.twomes.station.backoffice.SecretFile;
import org.twomes.station.backoffice.TwomesV1Client;
import org.twomes.station.common.Secret;
import org.twomes.station.common.ServiceCredentials;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.config.StationConfig;
import org.twomes.station.config.StickerSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.pipeline.FlashOrder;
import org.twomes.station.pipeline.ResetChooser;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.Links;
import org.twomes.station.port.PortWatch;
import org.twomes.station.port.Resets;
import org.twomes.station.port.Sleeper;
import org.twomes.station.port.SlotNames;
import org.twomes.station.sticker.LabelStock;
import org.twomes.station.sticker.SheetRenderer;

/** Makes the parts of a station from its configuration; {@link Station} joins them. */
public final class Assembly {
    private Assembly() {}

    /**
     * The station on this machine's ports.
     *
     * @throws FaultException when the configured labels do not fit
     * @throws FaultException when the ledger cannot be used
     */
    public static Station real(StationConfig config) throws IOException {
        try (LedgerOpening ledger = new LedgerOpening(config)) {
            Links links = new Links();
            PortWatch watch = PortWatch.on(System.getProperty("os.name"), config.ports(), links);
            return station(config, environment(config, links, watch), ledger, Bundles.pinned(config), Optional.empty());
        }
    }

    /**
     * A station that sees one port and flashes one bundle, whatever the configuration pins; throws as {@link #real} does.
     *
     * @param port the watch that shows the port
     * @param order how its board is to be prepared
     * @throws CommandFailure when a secret can be read by others
     */
    public static Station onePort(StationConfig config, PortWatch port, Bundle bundle, FlashOrder order)
            throws IOException {
        StartupChecks.check(config);
        try (LedgerOpening ledger = new LedgerOpening(config)) {
            return station(
                    config, environment(config, new Links(), port), ledger, Optional.of(bundle), Optional.of(order));
        }
    }

    /** A station in another environment, with {@code bundle} to begin with; throws as {@link #onePort} does. */
    public static Station station(StationConfig config, StationEnvironment environment, Optional<Bundle> bundle)
            throws IOException {
        StartupChecks.check(config);
        try (LedgerOpening ledger = new LedgerOpening(config)) {
            return station(config, environment, ledger, bundle, Optional.empty());
        }
    }

    private static Station station(
            StationConfig config,
            StationEnvironment environment,
            LedgerOpening ledger,
            Optional<Bundle> bundle,
            Optional<FlashOrder> order) {
        LabelStock stock = labels(config);
        return new Station(config, environment, ledger.take(), stock, bundle, order);
    }

    /**
     * Draws sheets of the configured labels.
     *
     * @throws FaultException when they do not fit
     */
    public static SheetRenderer sheetRenderer(StationConfig config) {
        return labels(config).printer();
    }

    private static LabelStock labels(StationConfig config) {
        return new LabelStock(
                config.sticker(), config.device(), config.station().language().locale(), Assembly::password);
    }

    private static Optional<Secret> password(StickerSection labels) {
        Optional<Path> credentials =
                Optional.of(ServiceCredentials.ofThisProcess().folder()).filter(Files::isDirectory);
        return labels.passwordFile().map(file -> new SecretFile("password of labels", file, credentials).read());
    }

    private static StationEnvironment environment(StationConfig config, LinkOpener opener, PortWatch watch) {
        DoubleSupplier random = new SecureRandom()::nextDouble;
        return new StationEnvironment(opener, resets(), watch, backOffice(config), Clock.systemUTC(), random);
    }

    /** Resets boards as the configuration in force says, by slot. */
    public static ResetChooser resets() {
        return (now, port, prompt) -> Resets.of(
                choice(now.ports(), port.slotPath()), prompt, Sleeper.real(), () -> HeldSecrets.inOutsideText(now));
    }

    /** A client of the configured back office. */
    public static BackOffice backOffice(StationConfig config) {
        return new TwomesV1Client(config.backOffice());
    }

    /** The back office's device table; empty where {@code backOffice.database} is not set. */
    public static Optional<ExistingDevices> existingDevices(StationConfig config) {
        return config.backOffice()
                .database()
                .map(database -> new ExistingDevices(
                        database, Optional.empty(), config.backOffice().timeout()));
    }

    private static ResetChoice choice(PortsSection ports, String slotPath) {
        return new SlotNames(ports)
                .slot(slotPath)
                .flatMap(PortsSection.Slot::reset)
                .orElse(ports.reset());
    }
}
