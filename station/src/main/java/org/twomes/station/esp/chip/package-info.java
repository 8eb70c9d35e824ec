/** Facts of the chips, and what is read of one: identity, clock, flash. */
@NullMarked
package org.twomes.station.esp.chip;

import org.jspecify.annotations.NullMarked;
