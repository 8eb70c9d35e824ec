/** Looks over a machine before it is trusted with a line: what would keep the station from working, and the remedy of each. */
@NullMarked
package org.twomes.station.doctor;

import org.jspecify.annotations.NullMarked;
