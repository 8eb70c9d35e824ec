package org.twomes.station.port.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortListener;

/** What a watch told, in words: {@code + node at slot}, {@code - node at slot}, {@code ! node FAULT}. */
class Heard implements PortListener {
    final List<String> news = new CopyOnWriteArrayList<>();
    final List<DetectedPort> sightings = new CopyOnWriteArrayList<>();
    final List<DetectedPort> vanished = new CopyOnWriteArrayList<>();
    final List<FaultException> faults = new CopyOnWriteArrayList<>();

    @Override
    public void appeared(DetectedPort port) {
        sightings.add(port);
        news.add("+ " + shortName(port) + " at " + port.slotPath());
    }

    @Override
    public void vanished(DetectedPort port) {
        vanished.add(port);
        news.add("- " + shortName(port) + " at " + port.slotPath());
    }

    @Override
    public void unusable(DetectedPort port, FaultException fault) {
        faults.add(fault);
        news.add("! " + shortName(port) + " " + fault.code());
    }

    private static String shortName(DetectedPort port) {
        return port.address().substring(port.address().lastIndexOf('/') + 1);
    }
}
