/** One board in its loader: connecting, baud rates, the flasher stub, and getting the board back over a noisy line. */
@NullMarked
package org.twomes.station.esp.session;

import org.jspecify.annotations.NullMarked;
