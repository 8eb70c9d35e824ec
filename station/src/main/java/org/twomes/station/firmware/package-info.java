/** A firmware bundle (zip or folder) made into checked, patched, compressed flash regions, ready once for all ports. */
@NullMarked
package org.twomes.station.firmware;

import org.jspecify.annotations.NullMarked;
