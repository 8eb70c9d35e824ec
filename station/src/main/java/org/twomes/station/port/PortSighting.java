package org.twomes.station.port;

/**
 * A port as it was seen.
 *
 * @param address what {@link LinkOpener} takes
 * @param slotPath USB path and interface number, e.g. {@code 1-1.4.2:1.0}, or the network address: the slot's identity
 * @param slotName what the operator calls the slot
 * @param usbId {@code vid:pid} in lower-case hex; empty when it is not USB
 * @param product the adapter's own description; may be empty
 */
public record PortSighting(String address, String slotPath, String slotName, String usbId, String product) {}
