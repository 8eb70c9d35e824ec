/** Reads a board's name, device type and activation token from its boot log. */
@NullMarked
package org.twomes.station.identity;

import org.jspecify.annotations.NullMarked;
