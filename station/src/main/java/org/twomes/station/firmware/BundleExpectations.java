package org.twomes.station.firmware;

import java.util.Map;
import java.util.Optional;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.config.BundleSection;
import org.twomes.station.config.FlashSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.layout.Layout;
import org.twomes.station.firmware.layout.Layouts;

/**
 * What the configuration asks of a bundle.
 *
 * @param layout where the files go, unless the bundle brings a flasher_args.json
 * @param flash mode, frequency and size for the bootloader's header
 * @param sha256 lower-case hex SHA-256 it must have; empty allows any
 * @param board board its name must say; empty allows any
 * @param environment back office it must not be the wrong one for; empty allows any
 * @param ownContent whether it must have room for what one unit alone is given
 */
public record BundleExpectations(
        Layout layout,
        FlashSection flash,
        Optional<String> sha256,
        Optional<String> board,
        Optional<Environment> environment,
        boolean ownContent) {

    /**
     * From the configuration.
     *
     * @param environment of the back office; empty when no board is registered
     * @param ownContent whether units are given something of their own
     * @throws FaultException when the layout is unknown
     */
    public static BundleExpectations of(
            BundleSection bundle, FlashSection flash, Optional<Environment> environment, boolean ownContent) {
        return new BundleExpectations(
                new Layouts(bundle.layouts()).find(bundle.layout()),
                flash,
                Optional.of(bundle.sha256()).filter(text -> !text.isBlank()),
                Optional.of(bundle.board()).filter(text -> !text.isBlank()),
                environment,
                ownContent);
    }

    void checkName(String file, BundleName name) {
        if (board.isPresent() && !name.board().equals(board)) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_WRONG_BOARD,
                    file,
                    "is for board " + name.board().orElse("unknown (its name does not say)")
                            + ", the configuration asks for " + board.get(),
                    Map.of("board", board.get()));
        }
        if (environment.isPresent()
                && name.server().isPresent()
                && !name.server().equals(environment)) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_WRONG_SERVER,
                    file,
                    "is built for the " + name.server().get() + " server, the configured back office is "
                            + environment.get(),
                    Map.of("environment", environment.get().name()));
        }
    }

    void checkHash(String file, String actual) {
        if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(actual)) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_WRONG_HASH, file, "has SHA-256 " + actual + ", not the pinned " + sha256.get());
        }
    }
}
