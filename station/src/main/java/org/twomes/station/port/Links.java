package org.twomes.station.port;

/** Opens nodes of this machine and RFC 2217 servers, by the form of the address. */
public final class Links implements LinkOpener {
    private final LineUse use;

    /**
     * @param use remembers which network lines are open, so that a watch does not disturb them; share it with
     *     {@link DeviceWatch}
     */
    public Links(LineUse use) {
        this.use = use;
    }

    @Override
    public SerialLink open(String address, int baud) throws LinkException {
        if (Rfc2217Address.matches(address)) {
            return Rfc2217Link.open(Rfc2217Address.parse(address), baud, LinkLimits.USUAL, use);
        }
        return DriverLink.open(new JSerialPort(address), address, baud, LinkLimits.USUAL);
    }
}
