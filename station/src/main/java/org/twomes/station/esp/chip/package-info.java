/** Facts about chips, and reading a chip's identity, clock and flash. */
@NullMarked
package org.twomes.station.esp.chip;

import org.jspecify.annotations.NullMarked;
