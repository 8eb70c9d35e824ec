/** Hot-plug watching, USB location to slot, {@link org.twomes.station.port.SerialLink} and its kinds, resets. */
@NullMarked
package org.twomes.station.port;

import org.jspecify.annotations.NullMarked;
