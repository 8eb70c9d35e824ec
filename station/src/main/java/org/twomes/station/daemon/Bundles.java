package org.twomes.station.daemon;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.BundleSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.BundleException;
import org.twomes.station.firmware.BundleExpectations;
import org.twomes.station.firmware.Catalogue;

/** Where a station's bundles are and what it expects of them. */
public final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

    private Bundles() {}

    public static Catalogue catalogue(StationConfig config) {
        return new Catalogue(config.station().data().resolve("bundles"));
    }

    /** What the configuration expects of a bundle; {@code pinned}: its hash too. */
    public static BundleExpectations expectations(StationConfig config, boolean pinned) throws BundleException {
        Optional<BackOfficeSection.Environment> environment = Optional.of(config.backOffice())
                .filter(office -> office.api() != BackOfficeSection.Api.NONE)
                .map(BackOfficeSection::environment);
        BundleSection bundle = config.bundle();
        BundleSection asked = pinned
                ? bundle
                : new BundleSection(bundle.name(), "", bundle.layout(), bundle.layouts(), bundle.board());
        return BundleExpectations.of(asked, config.flash(), environment);
    }

    /**
     * The bundle to begin with. A station without the one that it pins starts all the same, and takes it up when it is there:
     * empty until then.
     */
    public static Optional<Bundle> pinned(StationConfig config) {
        try {
            return open(config);
        } catch (BundleException e) {
            LOG.error("There is no firmware yet, boards wait for it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The bundle that the configuration pins; empty when it names none. */
    public static Optional<Bundle> open(StationConfig config) throws BundleException {
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
