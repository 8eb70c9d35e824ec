package org.twomes.station.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Secret;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.Transport;

/**
 * What a firmware's own QR payload says of how an app reaches the device, in the form that apps take.
 *
 * @param transport empty where it says none that is known
 * @param security security scheme 0, 1 or 2, where it says one
 * @param password the password that it says, if any
 * @param wrongForm whether it is generation A's form for SoftAP, which says {@code ble} and the scheme as a text
 */
public record Provisioning(
        Optional<Transport> transport, OptionalInt security, Optional<Secret> password, boolean wrongForm) {
    /** Bluetooth LE and nothing more, as every firmware but generation A's SoftAP variant says. */
    public static final Provisioning BLE =
            new Provisioning(Optional.of(Transport.BLE), OptionalInt.empty(), Optional.empty(), false);

    /**
     * In what the label's QR code differs from the firmware's own, in sentences; empty when both say the same.
     *
     * @param said the password that is configured for labels
     */
    public List<String> differences(StickerSection label, Optional<Secret> said) {
        List<String> found = new ArrayList<>();
        if (wrongForm) {
            found.add("the firmware's own QR payload is the wrong form of generation A for SoftAP (it says ble)");
        }
        label.transport()
                .filter(configured -> transport.filter(configured::equals).isEmpty())
                .ifPresent(configured -> found.add("the label says transport " + configured.written()
                        + " (sticker.transport), the firmware "
                        + transport.map(Transport::written).orElse("none that is known")));
        if (label.security().isPresent()
                && security.isPresent()
                && !label.security().equals(security)) {
            found.add("the label says security " + label.security().getAsInt() + " (sticker.security), the firmware "
                    + security.getAsInt());
        }
        if (said.isPresent() && !said.equals(password)) {
            found.add("the label says the password of sticker.passwordFile, the firmware "
                    + (password.isPresent() ? "another one" : "none"));
        }
        return found;
    }
}
