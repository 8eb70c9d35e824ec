package org.twomes.station.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.LoaderSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.LoaderListener;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.fault.FaultException;
import org.twomes.station.identity.DeviceName;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;
import org.twomes.station.port.SerialLink;

/** Says which board it is, without changing anything on it: it is reset into its loader, asked, and restarted. */
public final class Identifier {
    private final Supplier<StationConfig> live;
    private final LinkOpener opener;
    private final ResetChooser resets;
    private final Ledger ledger;

    /**
     * What a board is.
     *
     * @param chip who the chip is
     * @param name the name that its MAC leads to, where the family derives it so, else the one in the ledger
     * @param unit what the ledger knows of it
     * @param data what it alone was given
     */
    public record Found(
            ChipIdentity chip, Optional<String> name, Optional<UnitRecord> unit, List<GivenData.Shown> data) {}

    /** An identifier with the station's own means. */
    public Identifier(Supplier<StationConfig> live, LinkOpener opener, ResetChooser resets, Ledger ledger) {
        this.live = live;
        this.opener = opener;
        this.resets = resets;
        this.ledger = ledger;
    }

    /**
     * Reads the board at {@code port}, which nobody else may use meanwhile (see {@link Line#identify}).
     *
     * @throws FaultException when the port or the loader fails
     */
    public Found identify(DetectedPort port, ResetPrompt prompt) {
        StationConfig config = live.get();
        Reset reset = resets.choose(config, port, prompt);
        try (SerialLink link = opener.open(port.address(), LoaderProtocol.ROM_BAUD)) {
            Loader loader = Loader.connect(
                    link,
                    reset,
                    new LoaderSettings(
                            config.loader().stub() == LoaderSection.StubChoice.AUTO,
                            LoaderProtocol.ROM_BAUD,
                            List.of(LoaderProtocol.ROM_BAUD),
                            config.loader().connectAttempts(),
                            LoaderTimeouts.SETTLED),
                    LoaderListener.NONE);
            ChipIdentity chip = loader.chip();
            loader.restart();
            DeviceSection device = config.device();
            Optional<UnitRecord> unit = ledger.units().byMac(chip.mac().toString());
            Optional<String> type = Optional.of(device.type()).filter(text -> !text.isEmpty());
            Optional<String> name = DeviceName.expected(
                            device.family(), chip.mac().suffix(), type)
                    .or(() -> unit.flatMap(UnitRecord::name));
            return new Found(
                    chip, name, unit, ledger.unitData().shown(chip.mac().toString()));
        }
    }
}
