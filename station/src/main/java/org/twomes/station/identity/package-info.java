/** Boot log in; name, device type and activation token out. */
@NullMarked
package org.twomes.station.identity;

import org.jspecify.annotations.NullMarked;
