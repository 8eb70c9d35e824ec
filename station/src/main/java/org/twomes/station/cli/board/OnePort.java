package org.twomes.station.cli.board;

import java.util.List;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortListener;
import org.twomes.station.port.PortWatch;

/** A watch that shows one port, which is always present. */
final class OnePort implements PortWatch {
    private final DetectedPort port;

    OnePort(String address) {
        port = new DetectedPort(address, address, address, "", "");
    }

    /** The state of the port's slot. */
    SlotView slot(List<SlotView> slots) {
        return slots.stream()
                .filter(view -> view.path().equals(port.slotPath()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the line has no slot for " + port.address()));
    }

    @Override
    public void start(PortListener listener) {
        listener.appeared(port);
    }

    @Override
    public void rescan() {}

    @Override
    public List<DetectedPort> present() {
        return List.of(port);
    }

    @Override
    public void close() {}
}
