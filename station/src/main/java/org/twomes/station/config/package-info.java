/** The YAML file as records, checked, with line and column in every complaint. Uses no other package but common. */
@NullMarked
package org.twomes.station.config;

import org.jspecify.annotations.NullMarked;
