/** What is shown of each slot, and who may work in one: the bounded pool and the reservations of ports. */
@NullMarked
package org.twomes.station.pipeline.slot;

import org.jspecify.annotations.NullMarked;
