/** The virtual rig: boards that speak the loader protocol over ptys and RFC 2217, a fake back office, faults. */
@NullMarked
package org.twomes.station.rig;

import org.jspecify.annotations.NullMarked;
