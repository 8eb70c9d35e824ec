/** Links to serial ports of this machine: a driver's blocking calls on threads of their own, and the one class on jSerialComm. */
@NullMarked
package org.twomes.station.port.serial;

import org.jspecify.annotations.NullMarked;
