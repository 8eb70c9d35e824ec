/** The stages of one unit, the bounded pool, slots, registrations and labels. */
@NullMarked
package org.twomes.station.pipeline;

import org.jspecify.annotations.NullMarked;
