package org.twomes.station.port.rfc2217;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.link.LinkLimits;

/**
 * The network connections of this process. A serial server opens its device for each client that connects, which raises DTR
 * and RTS and may disconnect another client, so an address that a watch keeps is connected once: between two uses the
 * connection stays open here, idle.
 */
public final class NetworkLines implements LinkOpener {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLines.class);

    /** Notified when an established connection of its address has ended. */
    @FunctionalInterface
    public interface Keeper {
        /** {@code byOtherSide} says whether the server or the network ended it. */
        void ended(Rfc2217Link line, boolean byOtherSide);
    }

    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Keeper> keepers = new HashMap<>();
    private final Map<String, Rfc2217Link> resting = new HashMap<>();
    private final Map<String, Lock> opening = new HashMap<>();

    /** No connection is open, and none is kept. */
    public NetworkLines() {}

    /** Uses the idle connection of {@code address} where a watch keeps it; otherwise connects. */
    @Override
    public SerialLink open(String address, int baud) {
        Rfc2217Address server = Rfc2217Address.parse(address);
        if (!keeps(address)) {
            return Rfc2217Link.open(server, baud, LinkLimits.USUAL, this);
        }
        Lock lock = opening(address);
        lock.lock();
        try {
            Optional<Rfc2217Link> rests = take(address);
            if (rests.isPresent()) {
                KeptLink again = new KeptLink(rests.get(), this);
                try {
                    rests.get().resume(baud);
                    return again;
                } catch (FaultException e) {
                    LOG.info("{}: the kept connection cannot be used: {}", address, e.getMessage());
                    rests.get().close();
                }
            }
            return new KeptLink(Rfc2217Link.open(server, baud, LinkLimits.USUAL, this), this);
        } finally {
            lock.unlock();
        }
    }

    /** From now on connections of {@code address} are kept when a use ends, instead of being closed. */
    public synchronized void keep(String address, Keeper keeper) {
        keepers.put(address, keeper);
    }

    synchronized boolean keeps(String address) {
        return keepers.containsKey(address);
    }

    /** Keeps no connection of {@code address} any more, and closes an idle one. */
    public void drop(String address) {
        Optional<Rfc2217Link> rests;
        synchronized (this) {
            keepers.remove(address);
            rests = Optional.ofNullable(resting.remove(address));
        }
        rests.ifPresent(Rfc2217Link::close);
    }

    /** Lock held while a connection of {@code address} is opened: two clients of this process would block each other. */
    public synchronized Lock opening(String address) {
        return opening.computeIfAbsent(address, key -> new ReentrantLock());
    }

    /** Takes the idle connection for use. */
    synchronized Optional<Rfc2217Link> take(String address) {
        return Optional.ofNullable(resting.remove(address));
    }

    /** Keeps a connection idle; false when its address is not kept, another one is idle, or it has ended: close it then. */
    public synchronized boolean rest(Rfc2217Link line) {
        return keepers.containsKey(line.address()) && line.whole() && resting.putIfAbsent(line.address(), line) == null;
    }

    synchronized void opened(String address) {
        open.merge(address, 1, Integer::sum);
    }

    void closed(Rfc2217Link line, boolean byOtherSide) {
        Optional<Keeper> keeper;
        synchronized (this) {
            open.computeIfPresent(line.address(), (key, count) -> count == 1 ? null : count - 1);
            resting.remove(line.address(), line);
            keeper = Optional.ofNullable(keepers.get(line.address())).filter(each -> line.established());
        }
        keeper.ifPresent(each -> each.ended(line, byOtherSide));
    }

    /** Whether a connection of {@code address} is open, idle or not. */
    public synchronized boolean inUse(String address) {
        return open.containsKey(address);
    }
}
