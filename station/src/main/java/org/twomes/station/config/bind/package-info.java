/** Fills the configuration records from YAML by reflection, with a complaint at each value that cannot be used. */
@NullMarked
package org.twomes.station.config.bind;

import org.jspecify.annotations.NullMarked;
