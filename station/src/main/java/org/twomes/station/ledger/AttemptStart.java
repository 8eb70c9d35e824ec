package org.twomes.station.ledger;

import java.time.Instant;

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
 */
public record AttemptStart(
        String station, String slotPath, String slot, String port, String bundle, String bundleSha256, Instant at) {}
