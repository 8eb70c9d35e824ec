/** What the fake back office answers by, from recordings of the real one. */
@NullMarked
package org.twomes.station.rig.office;

import org.jspecify.annotations.NullMarked;
