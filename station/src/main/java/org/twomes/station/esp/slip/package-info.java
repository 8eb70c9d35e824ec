/** SLIP framing of the loader's packets, without input or output. */
@NullMarked
package org.twomes.station.esp.slip;

import org.jspecify.annotations.NullMarked;
