/** Micrometer meters, each named and described in one place. Uses no other room. */
@NullMarked
package org.twomes.station.metrics;

import org.jspecify.annotations.NullMarked;
