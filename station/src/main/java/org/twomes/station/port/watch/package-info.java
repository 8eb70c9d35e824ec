/**
 * Watches ports appear and vanish: the device folder by the kernel's events and sysfs, COM ports by listings, network ports by a
 * connection that stays open.
 */
@NullMarked
package org.twomes.station.port.watch;

import org.jspecify.annotations.NullMarked;
