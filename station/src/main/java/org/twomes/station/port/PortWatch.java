package org.twomes.station.port;

import java.util.List;
import java.util.function.Supplier;
import org.twomes.station.config.PortsSection;
import org.twomes.station.port.watch.ComPortWatch;
import org.twomes.station.port.watch.DeviceWatch;

/** Watches which of the station's ports are there. */
public interface PortWatch extends AutoCloseable {
    /**
     * The watch for an operating system.
     *
     * @param os its name, as in the system property {@code os.name}
     * @param links opens the ports that the watch shows; network ports are connected once for both
     */
    static PortWatch on(String os, PortsSection ports, Links links) {
        return os.startsWith("Linux") ? new DeviceWatch(ports, links.lines()) : new ComPortWatch(ports, links.lines());
    }

    /** From now on slot names come from {@code names}; until then from the configuration at the start. */
    default void nameBy(Supplier<SlotNames> names) {}

    /** Begins watching; ports that are there already appear at once. */
    void start(PortListener listener);

    /** Compares all ports now, for changes without a kernel event. */
    void rescan();

    /** The ports present now. */
    List<DetectedPort> present();

    /** Stops; no call of the listener comes after this returns. */
    @Override
    void close();
}
