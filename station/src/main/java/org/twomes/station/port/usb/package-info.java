/** USB places from sysfs, in the notation of udev's by-path links. */
@NullMarked
package org.twomes.station.port.usb;

import org.jspecify.annotations.NullMarked;
