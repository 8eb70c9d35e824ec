package org.twomes.station.sticker;

import java.util.Optional;
import java.util.OptionalInt;
import org.twomes.station.common.Secret;
import org.twomes.station.config.Transport;

/**
 * What a firmware's own QR payload says beside name and token, and a label's where nothing else is configured.
 *
 * @param transport how an app reaches the device
 * @param security security scheme 0, 1 or 2
 * @param password of the device's own Wi-Fi network
 */
public record OwnPayload(Optional<Transport> transport, OptionalInt security, Optional<Secret> password) {
    /** It said nothing, or is not known. */
    public static final OwnPayload NONE = new OwnPayload(Optional.empty(), OptionalInt.empty(), Optional.empty());
}
