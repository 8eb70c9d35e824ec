package org.twomes.station.port.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.DetectedPort;
import org.twomes.station.port.PortListener;
import org.twomes.station.port.SlotMark;

/** The ports present, by address, and the listener for changes. Changed on the watch's thread only. */
final class PresentPorts {
    private static final Logger LOG = LoggerFactory.getLogger(PresentPorts.class);

    private final Map<String, DetectedPort> present = new ConcurrentHashMap<>();
    /** Ports that are present but cannot be opened, by address. */
    private final Map<String, DetectedPort> unusable = new ConcurrentHashMap<>();

    private final PortListener listener;
    private final UnaryOperator<DetectedPort> named;
    private volatile boolean closed;

    /** {@code named} gives a port the present name of its slot. */
    PresentPorts(PortListener listener, UnaryOperator<DetectedPort> named) {
        this.listener = listener;
        this.named = named;
    }

    boolean has(String address) {
        return present.containsKey(address);
    }

    void appeared(DetectedPort port) {
        unusable.remove(port.address());
        present.put(port.address(), port);
        SlotMark.during(port, () -> {
            LOG.info("{}: appeared at {} ({} {})", port.address(), port.slotName(), port.usbId(), port.product());
            notifyListener(each -> each.appeared(port));
        });
    }

    void vanished(String address) {
        DetectedPort refused = unusable.remove(address);
        DetectedPort before = Optional.ofNullable(present.remove(address)).orElse(refused);
        if (before != null) {
            DetectedPort port = named.apply(before);
            SlotMark.during(port, () -> {
                LOG.info("{}: vanished from {}", address, port.slotName());
                notifyListener(each -> each.vanished(port));
            });
        }
    }

    void unusable(DetectedPort port, FaultException fault) {
        unusable.put(port.address(), port);
        SlotMark.during(port, () -> {
            LOG.warn("{}: not usable", port.slotName(), fault);
            notifyListener(each -> each.unusable(port, fault));
        });
    }

    private void notifyListener(Consumer<PortListener> call) {
        if (closed) {
            return;
        }
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("the listener failed; the watch continues", e);
        }
    }

    List<DetectedPort> all() {
        return present.values().stream().map(named).toList();
    }

    void close() {
        closed = true;
    }
}
