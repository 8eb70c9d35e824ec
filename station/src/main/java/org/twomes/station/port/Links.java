package org.twomes.station.port;

import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens nodes of this machine and RFC 2217 servers, by the form of the address. */
public final class Links implements LinkOpener {
    private static final Logger log = LoggerFactory.getLogger(Links.class);

    private final LineUse use;

    /**
     * @param use remembers which network lines are open, and has those that a watch keeps; share it with
     *     {@link DeviceWatch}
     */
    public Links(LineUse use) {
        this.use = use;
    }

    @Override
    public SerialLink open(String address, int baud) throws LinkException {
        if (Rfc2217Address.matches(address)) {
            return network(Rfc2217Address.parse(address), baud);
        }
        return DriverLink.open(new JSerialPort(address), address, baud, LinkLimits.USUAL);
    }

    private SerialLink network(Rfc2217Address address, int baud) throws LinkException {
        if (!use.keeps(address.text())) {
            return Rfc2217Link.open(address, baud, LinkLimits.USUAL, use);
        }
        Lock opening = use.opening(address.text());
        opening.lock();
        try {
            Optional<Rfc2217Link> rests = use.take(address.text());
            if (rests.isPresent()) {
                KeptLink again = new KeptLink(rests.get(), use);
                try {
                    rests.get().resume(baud);
                    return again;
                } catch (LinkException e) {
                    log.info("{}: the connection that was kept is of no use: {}", address.text(), e.getMessage());
                    rests.get().close();
                }
            }
            return new KeptLink(Rfc2217Link.open(address, baud, LinkLimits.USUAL, use), use);
        } finally {
            opening.unlock();
        }
    }
}
