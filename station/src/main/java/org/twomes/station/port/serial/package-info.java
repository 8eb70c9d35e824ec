/** Links to serial ports of this machine: drivers with their blocking calls on separate threads, and the only class on jSerialComm. */
@NullMarked
package org.twomes.station.port.serial;

import org.jspecify.annotations.NullMarked;
