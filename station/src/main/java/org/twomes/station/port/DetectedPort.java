package org.twomes.station.port;

/**
 * A serial port that was detected.
 *
 * @param address what {@link LinkOpener} takes
 * @param slotPath the slot's identity: controller, sockets and interface, e.g. {@code pci-0000:00:14.0-usb-0:1.4.2:1.0}, or the
 *     network address
 * @param busPath the same place with its bus's present number, e.g. {@code 1-1.4.2:1.0}, the form in an older
 *     station's ledger; empty when it is not on USB
 * @param slotName the operator's name for the slot
 * @param usbId {@code vid:pid} in lower-case hex; empty when it is not USB
 * @param product the adapter's own description; may be empty
 */
public record DetectedPort(
        String address, String slotPath, String busPath, String slotName, String usbId, String product) {
    /** A port without a bus number. */
    public DetectedPort(String address, String slotPath, String slotName, String usbId, String product) {
        this(address, slotPath, "", slotName, usbId, product);
    }

    /** The same port under another name of its slot. */
    public DetectedPort called(String name) {
        return new DetectedPort(address, slotPath, busPath, name, usbId, product);
    }
}
