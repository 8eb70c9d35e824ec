package org.twomes.station.daemon;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.BundleSection;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.BundleExpectations;
import org.twomes.station.firmware.Catalogue;

/** A station's firmware bundles: where they are, and what the configuration expects of them. */
public final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

    private Bundles() {}

    /** The catalogue in the data folder. */
    public static Catalogue catalogue(StationConfig config) {
        return new Catalogue(config.station().data().resolve("bundles"));
    }

    /**
     * What the configuration expects of a bundle.
     *
     * @param pinned whether its SHA-256 must be the configured one too
     * @throws FaultException when the flash layout is not usable
     */
    public static BundleExpectations expectations(StationConfig config, boolean pinned) {
        Optional<BackOfficeSection.Environment> environment = Optional.of(config.backOffice())
                .filter(office -> office.api() != BackOfficeSection.Api.NONE)
                .map(BackOfficeSection::environment);
        BundleSection bundle = config.bundle();
        BundleSection asked = pinned
                ? bundle
                : new BundleSection(bundle.name(), "", bundle.layout(), bundle.layouts(), bundle.board());
        boolean ownContent = config.device().identity() == DeviceSection.Identity.STATION
                || config.device().data().isPresent();
        return BundleExpectations.of(asked, config.flash(), environment, ownContent);
    }

    /**
     * The bundle to begin with; empty while the pinned one is not usable: the station starts without it and opens it once it is
     * there.
     */
    public static Optional<Bundle> pinned(StationConfig config) {
        try {
            return open(config);
        } catch (FaultException e) {
            LOG.error("No firmware bundle yet; boards wait for it: {}", e.advised());
            return Optional.empty();
        }
    }

    /**
     * The bundle that the configuration pins; empty when it names none.
     *
     * @throws FaultException when it is missing or not usable
     */
    public static Optional<Bundle> open(StationConfig config) {
        String name = config.bundle().name();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> hash = Optional.of(config.bundle().sha256()).filter(text -> !text.isEmpty());
        Bundle bundle = Bundle.open(catalogue(config).find(name, hash).file(), expectations(config, true));
        bundle.remarks().forEach(remark -> LOG.warn("Bundle {}: {}", name, remark));
        return Optional.of(bundle);
    }
}
