/** One board in its loader: connecting, baud rates, the flasher stub, and recovery from noise on the line. */
@NullMarked
package org.twomes.station.esp.session;

import org.jspecify.annotations.NullMarked;
