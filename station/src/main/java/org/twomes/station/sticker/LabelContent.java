package org.twomes.station.sticker;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.Secret;

/**
 * What one label says.
 *
 * @param name device name, e.g. {@code TWOMES-D3AD48}
 * @param deviceType device type name
 * @param slot the slot's name
 * @param at when the unit got its label
 * @param pop activation token; empty when it has been wiped, which leaves nothing but a preview possible
 * @param reprint marks the label as a further print of one that exists
 * @param more further fields by name, see {@link LabelFields}
 * @param own what its firmware says
 */
public record LabelContent(
        String name,
        String deviceType,
        String slot,
        ZonedDateTime at,
        Optional<Secret> pop,
        boolean reprint,
        Map<String, String> more,
        OwnPayload own) {
    /** The field with the firmware bundle's name. */
    public static final String FIRMWARE = "firmware";

    /** Copies the fields. */
    public LabelContent {
        more = Map.copyOf(more);
    }
}
