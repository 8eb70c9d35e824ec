package org.twomes.station.port.usb;

/**
 * The place and adapter of a tty, from sysfs.
 *
 * @param path controller, sockets, configuration and interface, e.g. {@code pci-0000:00:14.0-usb-0:1.4.2:1.0}, with
 *     {@code -port1} and so on for further ports of one interface; empty when the tty is not on USB
 * @param busPath the same with the number that the bus has now, e.g. {@code 1-1.4.2:1.0}
 * @param usbId {@code vid:pid} in lower-case hex, or empty
 * @param product the adapter's own description, or empty
 * @param identity value that differs after each replug at the same place
 */
public record UsbPlace(String path, String busPath, String usbId, String product, String identity) {
    public boolean onUsb() {
        return !usbId.isEmpty();
    }
}
