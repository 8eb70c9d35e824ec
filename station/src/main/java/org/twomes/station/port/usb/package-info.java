/** USB places as sysfs has them, named as udev's by-path links name them. */
@NullMarked
package org.twomes.station.port.usb;

import org.jspecify.annotations.NullMarked;
