package org.twomes.station.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.twomes.station.config.bind.MayBeAbsent;

/**
 * Which ports are the station's.
 *
 * @param deviceRoot folder watched for device nodes, {@code /dev} but for tests and the virtual rig
 * @param sysRoot the sysfs that says what each node is, {@code /sys} but for tests and the virtual rig
 * @param include globs of node names under {@code deviceRoot}; a node must match one
 * @param exclude globs of node names that are never touched
 * @param usbIds allowed {@code VID:PID} in lower-case hex; {@code *} for PID allows the vendor
 * @param rfc2217 fixed network ports, {@code rfc2217://host:port}
 * @param rescan period of the slow rescan behind the kernel's events
 * @param accessDeadline how long a node without permission (udev has not given the group yet) is tried again
 * @param reset how boards are reset, unless a slot says otherwise
 * @param slots named slots in the order of the rig
 */
public record PortsSection(
        Path deviceRoot,
        Path sysRoot,
        List<String> include,
        List<String> exclude,
        List<String> usbIds,
        List<String> rfc2217,
        Duration rescan,
        Duration accessDeadline,
        ResetChoice reset,
        List<Slot> slots) {

    /** The same without the network ports. */
    public PortsSection local() {
        return new PortsSection(
                deviceRoot, sysRoot, include, exclude, usbIds, List.of(), rescan, accessDeadline, reset, slots);
    }

    /**
     * One physical place on a hub.
     *
     * @param path place on USB in any form of {@link SlotPath}, e.g. {@code pci-0000:00:14.0-usb-0:1.4.2:1.0}, or an RFC 2217
     *     address
     * @param name what the operator calls it
     * @param group heading under which the dashboard lays it out; empty for none
     * @param reset overrides {@link PortsSection#reset()}
     * @param baud overrides the loader's highest baud rate
     */
    public record Slot(
            String path, String name, @MayBeAbsent String group, Optional<ResetChoice> reset, Optional<Integer> baud) {}
}
