package org.twomes.station.cli.board;

import java.util.List;
import java.util.Optional;
import org.twomes.station.cli.live.DaemonOption;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.config.LoaderSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Assembly;
import org.twomes.station.esp.Loader;
import org.twomes.station.esp.LoaderListener;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.esp.LoaderSettings;
import org.twomes.station.esp.LoaderTimeouts;
import org.twomes.station.firmware.Partition;
import org.twomes.station.firmware.PartitionTable;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.Links;
import org.twomes.station.port.Reset;
import org.twomes.station.port.ResetPrompt;
import org.twomes.station.port.SerialLink;

/** Reads the key-value partition out of a board's flash, by the partition table that is there. Nothing on the board is changed. */
public final class PartitionOfBoard {
    private static final int USUAL_BAUD = 921_600;

    private PartitionOfBoard() {}

    /**
     * The bytes of the NVS partition of the board at {@code port}.
     *
     * @throws CommandFailure when a running station has the port, or the flash has no such partition
     * @throws org.twomes.station.fault.FaultException when the port or the loader fails
     */
    public static byte[] nvs(StationConfig settings, String port, ResetPrompt prompt) {
        if (DaemonPorts.slot(settings, port).isPresent()
                && DaemonOption.anonymous(settings).answers()) {
            throw new CommandFailure("Nothing was read: " + port + " is a port of the station '"
                    + settings.station().name()
                    + "', which runs. Plug the board into another port, or stop the station.");
        }
        Reset reset = Assembly.resets().choose(settings, new DetectedPort(port, port, port, "", ""), prompt);
        try (SerialLink link = new Links().open(port, LoaderProtocol.ROM_BAUD)) {
            Loader loader = Loader.connect(link, reset, loaderSettings(settings), LoaderListener.NONE);
            loader.prepare();
            try {
                Partition nvs = partition(loader, port);
                return loader.read(nvs.offset(), nvs.length());
            } finally {
                loader.restart();
            }
        }
    }

    private static LoaderSettings loaderSettings(StationConfig settings) {
        LoaderSection loader = settings.loader();
        // Read once, by hand: a rate that nearly every adapter carries.
        int baud = loader.baud().fixed().orElse(USUAL_BAUD);
        return new LoaderSettings(
                loader.stub() == LoaderSection.StubChoice.AUTO,
                baud,
                loader.ladder(),
                loader.connectAttempts(),
                LoaderTimeouts.SETTLED,
                baud,
                settings.flash().bytes());
    }

    private static Partition partition(Loader loader, String port) {
        for (int offset : PartitionTable.USUAL_OFFSETS) {
            byte[] sector = loader.read(offset, FlashGeometry.SECTOR);
            Optional<Partition> nvs = PartitionTable.inFlash(sector).flatMap(PartitionTable::nvs);
            if (nvs.isPresent()) {
                return nvs.get();
            }
        }
        List<String> offsets = PartitionTable.USUAL_OFFSETS.stream()
                .map(offset -> "0x" + Integer.toHexString(offset))
                .toList();
        throw new CommandFailure("The flash of the board at " + port
                + " has no partition table with an NVS partition at "
                + String.join(", ", offsets) + ": it is blank, or its firmware keeps its table elsewhere. Read the"
                + " partition with esptool (read-flash) and show the file.");
    }
}
