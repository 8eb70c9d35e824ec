package org.twomes.station.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt begins.
 *
 * @param station this station's name
 * @param slotPath the slot's identity
 * @param slot the slot's name
 * @param port address of the port
 * @param bundle bundle's name
 * @param bundleSha256 lower-case hex
 * @param at when
 * @param plugging number of the first attempt since the board was plugged; empty for that one itself
 */
public record AttemptStart(
        String station,
        String slotPath,
        String slot,
        String port,
        String bundle,
        String bundleSha256,
        Instant at,
        Optional<Long> plugging) {
    /** The first attempt since its board was plugged. */
    public AttemptStart(
            String station, String slotPath, String slot, String port, String bundle, String bundleSha256, Instant at) {
        this(station, slotPath, slot, port, bundle, bundleSha256, at, Optional.empty());
    }
}
