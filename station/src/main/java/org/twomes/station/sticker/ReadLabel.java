package org.twomes.station.sticker;

import java.util.Optional;
import org.twomes.station.common.Secret;

/**
 * A QR code as read from a rendered page.
 *
 * @param position 1..n on the sheet; on a roll the page's number
 * @param payload what it says, to the character
 */
public record ReadLabel(int position, Secret payload) {
    /** The device's name in it; empty when it says something else. */
    public Optional<String> name() {
        return QrPayload.parse(payload).map(QrPayload::name);
    }
}
