package org.twomes.station.port.rfc2217;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.port.LinkException;
import org.twomes.station.port.LinkOpener;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.link.LinkLimits;

/**
 * The network lines of this process. A serial server opens its device for each client that connects, which raises DTR and
 * RTS and throws out another client, so an address that a watch keeps is connected once: between two uses its line rests
 * here.
 */
public final class NetworkLines implements LinkOpener {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLines.class);

    /** Hears that a line of its address has ended that was ready for use. */
    @FunctionalInterface
    public interface Keeper {
        /** {@code byOtherSide}: the server or the network ended it. */
        void ended(Rfc2217Link line, boolean byOtherSide);
    }

    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Keeper> keepers = new HashMap<>();
    private final Map<String, Rfc2217Link> resting = new HashMap<>();
    private final Map<String, Lock> opening = new HashMap<>();

    /** None is open, and none is kept. */
    public NetworkLines() {}

    /** The line that rests for {@code address}, where a watch keeps it, otherwise a new connection. */
    @Override
    public SerialLink open(String address, int baud) throws LinkException {
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
                } catch (LinkException e) {
                    LOG.info("{}: the kept connection cannot be used: {}", address, e.getMessage());
                    rests.get().close();
                }
            }
            return new KeptLink(Rfc2217Link.open(server, baud, LinkLimits.USUAL, this), this);
        } finally {
            lock.unlock();
        }
    }

    /** From now on lines of {@code address} rest here instead of being closed. */
    public synchronized void keep(String address, Keeper keeper) {
        keepers.put(address, keeper);
    }

    synchronized boolean keeps(String address) {
        return keepers.containsKey(address);
    }

    /** Keeps no line of {@code address} any more, and closes the one that rests. */
    public void drop(String address) {
        Optional<Rfc2217Link> rests;
        synchronized (this) {
            keepers.remove(address);
            rests = Optional.ofNullable(resting.remove(address));
        }
        rests.ifPresent(Rfc2217Link::close);
    }

    /** Held by whoever opens a line of {@code address}: two clients of this process would shut each other out. */
    public synchronized Lock opening(String address) {
        return opening.computeIfAbsent(address, key -> new ReentrantLock());
    }

    /** The line that rests, for use. */
    synchronized Optional<Rfc2217Link> take(String address) {
        return Optional.ofNullable(resting.remove(address));
    }

    /** Lets a line rest; false when its address is not kept, another one rests, or it has ended: then close it. */
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

    /** Whether a line of {@code address} is open, resting or not. */
    public synchronized boolean inUse(String address) {
        return open.containsKey(address);
    }
}
